import Parity
import Testing

/// Lists and maps whose elements the monolith draws anew, with what a correct service may say and what none may, and why.
struct DrawnElementsTests {
    private static let lists: [VolatileLeafTests.Leaf] = [
        VolatileLeafTests.Leaf(
            "Elements drawn from many are the same in some answers by chance",
            [
                #"[{"slot":14,"text":"a14"},{"slot":21,"text":"a21"}]"#,
                #"[{"slot":17,"text":"a17"},{"slot":13,"text":"a13"}]"#,
                #"[{"slot":20,"text":"a20"},{"slot":13,"text":"a13"}]"#,
            ], right: [#"[{"slot":21,"text":"a21"},{"slot":19,"text":"a19"}]"#],
            wrong: [
                #"[{"slot":21,"text":"a21"},{"slot":19}]"#, #"[{"slot":21,"text":"a21"}]"#,
                #"[{"slot":21,"text":"a21"},{"slot":-19,"text":"a19"}]"#,
            ]),
        VolatileLeafTests.Leaf(
            "Two that are in one other answer are in the next one by chance, if at all",
            [
                #"[{"id":196,"stars":2},{"id":530,"stars":4},{"id":182,"stars":4}]"#,
                #"[{"id":842,"stars":2},{"id":196,"stars":2},{"id":182,"stars":4}]"#,
                #"[{"id":685,"stars":4},{"id":182,"stars":4},{"id":601,"stars":3}]"#,
            ], right: [#"[{"id":723,"stars":3},{"id":770,"stars":2},{"id":588,"stars":4}]"#]),
        VolatileLeafTests.Leaf(
            "A newest-first list may move on by more than its length",
            [
                #"[{"seq":73,"type":"A"},{"seq":72,"type":"B"},{"seq":71,"type":"A"}]"#,
                #"[{"seq":76,"type":"B"},{"seq":75,"type":"A"},{"seq":74,"type":"B"}]"#,
            ], right: [#"[{"seq":74,"type":"B"},{"seq":73,"type":"A"},{"seq":72,"type":"B"}]"#],
            wrong: [#"[{"seq":74,"type":"B"},{"seq":73,"type":"A"}]"#]),
        VolatileLeafTests.Leaf(
            "Elements that are named are there, whatever else moves in them",
            [
                #"[{"name":"north","load":0.31},{"name":"south","load":0.52}]"#,
                #"[{"name":"north","load":0.37},{"name":"south","load":0.58}]"#,
            ], right: [#"[{"name":"north","load":0.35},{"name":"south","load":0.55}]"#],
            wrong: [#"[{"name":"south","load":0.52},{"name":"west","load":0.35}]"#]),
        VolatileLeafTests.Leaf(
            "What left and came back was drawn",
            [
                #"[{"id":536,"stars":3},{"id":912,"stars":3},{"id":785,"stars":3}]"#,
                #"[{"id":785,"stars":3},{"id":280,"stars":4},{"id":808,"stars":5}]"#,
                #"[{"id":808,"stars":5},{"id":912,"stars":3},{"id":785,"stars":3}]"#,
            ], right: [#"[{"id":280,"stars":4},{"id":105,"stars":5},{"id":912,"stars":3}]"#],
            wrong: [
                #"[{"id":280,"stars":4},{"id":105,"stars":null},{"id":912,"stars":3}]"#,
                #"[{"id":280,"stars":4},{"id":105,"stars":5}]"#, "[]",
            ]),
        VolatileLeafTests.Leaf(
            "What all answers have at its place is pinned there",
            [
                #"["top","a1","b2","c3"]"#, #"["top","d4","e5","a1"]"#, #"["top","f6","b2","g7"]"#,
            ], right: [#"["top","h8","i9","d4"]"#], wrong: [#"["h8","i9","d4","j0"]"#]),
        VolatileLeafTests.Leaf(
            "A window that kept what stands side by side moved on, and shows nothing else",
            [#"[{"id":5},{"id":4},{"id":3},{"id":2}]"#, #"[{"id":7},{"id":6},{"id":5},{"id":4}]"#],
            right: [#"[{"id":6},{"id":5},{"id":4},{"id":3}]"#],
            wrong: [#"[{"id":9},{"id":5},{"id":4},{"id":3}]"#, #"[{"id":19},{"id":18},{"id":17},{"id":16}]"#]),
        VolatileLeafTests.Leaf(
            "What has a type at each place is no list", [#"[1674287877.674,"933836"]"#, #"[1674287878.01,"933836"]"#],
            right: [#"[1674287877.75,"933836"]"#], wrong: [#"["933836",1674287877.75]"#, "[1674287877.75,933836]"]),
        VolatileLeafTests.Leaf(
            "Nor is what has a shape at each place",
            [
                #"["2026-11-21T10:00:01Z","0b6f9e52-9c1e-4f4e-8c57-2f5d1f0f6f11"]"#,
                #"["2026-11-21T10:00:02Z","7f1c2d3e-5a6b-4c7d-9e8f-0a1b2c3d4e5f"]"#,
            ], right: [#"["2026-11-21T10:00:01Z","c0ffee00-1234-4abc-9def-0123456789ab"]"#],
            wrong: [
                #"["c0ffee00-1234-4abc-9def-0123456789ab","2026-11-21T10:00:01Z"]"#,
                #"["2026-11-21T10:00:01Z","2026-11-21T10:00:01Z"]"#,
            ]),
        VolatileLeafTests.Leaf(
            "Columns of rows are places of their own",
            [
                #"[["tBTC",61207.5,12.4,0.01],["tETH",3311.2,40.1,0.02]]"#,
                #"[["tBTC",61211.9,12.6,0.01],["tETH",3310.7,39.8,0.02]]"#,
            ], right: [#"[["tBTC",61209.1,12.5,0.01],["tETH",3311.4,40.2,0.02]]"#],
            wrong: [
                #"[["tBTC",61209.1,12.5,0],["tETH",3311.4,40.2,0.02]]"#,
                #"[["tBTC","61209.1",12.5,0.01],["tETH",3311.4,40.2,0.02]]"#,
                #"[["tBTC",61209.1,12.5],["tETH",3311.4,40.2,0.02]]"#,
                #"[["tXRP",61209.1,12.5,0.01],["tETH",3311.4,40.2,0.02]]"#,
            ]),
        VolatileLeafTests.Leaf(
            "Others whose sides alternate alike are others",
            [
                #"[{"id":366,"side":"b"},{"id":365,"side":"s"},{"id":364,"side":"b"},{"id":363,"side":"s"}]"#,
                #"[{"id":372,"side":"b"},{"id":371,"side":"s"},{"id":370,"side":"b"},{"id":369,"side":"s"}]"#,
            ], right: [#"[{"id":368,"side":"b"},{"id":367,"side":"s"},{"id":366,"side":"b"},{"id":365,"side":"s"}]"#]),
        VolatileLeafTests.Leaf(
            "Rows that drift a little are the same rows", ["[[470,823],[12,338]]", "[[472,826],[13,341]]"],
            right: ["[[471,824],[12,339]]"], wrong: ["[[471],[12,339]]", "[[471,824]]"]),
        VolatileLeafTests.Leaf(
            "Links that begin alike at their places are the same links",
            [
                #"[{"t":"x","h":"/a/61.pdf?s=97b08231"},{"t":"x","h":"/a/57.pdf?s=7b8dd224"}]"#,
                #"[{"t":"x","h":"/a/61.pdf?s=116d7789"},{"t":"x","h":"/a/57.pdf?s=d973a06d"}]"#,
            ], right: [#"[{"t":"x","h":"/a/61.pdf?s=a624111f"},{"t":"x","h":"/a/57.pdf?s=68be59c6"}]"#],
            wrong: [#"[{"t":"y","h":"/a/61.pdf?s=a624111f"},{"t":"x","h":"/a/57.pdf?s=68be59c6"}]"#]),
        VolatileLeafTests.Leaf(
            "Lists within elements that are drawn are as long as lists within others",
            [
                #"[{"n":"ab","t":["x","y"]},{"n":"cd","t":["z"]}]"#,
                #"[{"n":"ef","t":["y"]},{"n":"gh","t":["x","z"]}]"#,
            ],
            right: [
                #"[{"n":"ij","t":["z"]},{"n":"kl","t":["y","z"]}]"#, #"[{"n":"ij","t":["z"]},{"n":"kl","t":["y"]}]"#,
            ],
            wrong: [
                #"[{"n":"ij","t":["z"]},{"n":"kl","t":["x","y","z","x","y"]}]"#,
                #"[{"n":"ij","t":"z"},{"n":"kl","t":["y"]}]"#,
            ]),
        VolatileLeafTests.Leaf(
            "Names in their order say which elements belong together, whatever else moves",
            [
                #"[{"symbol":"ACME","bid":322.95,"ask":323.3,"last":322.9},{"symbol":"GRSE","bid":323.08,"ask":323.26,"last":322.99}]"#,
                #"[{"symbol":"ACME","bid":323.08,"ask":323.35,"last":322.99},{"symbol":"GRSE","bid":323.04,"ask":323.36,"last":322.97}]"#,
            ],
            right: [
                #"[{"symbol":"ACME","bid":322.99,"ask":323.29,"last":322.95},{"symbol":"GRSE","bid":322.94,"ask":323.3,"last":322.96}]"#
            ],
            wrong: [
                #"[{"symbol":"ACME","bid":322.99,"ask":323.29,"last":322.95},{"symbol":"GRSX","bid":322.94,"ask":323.3,"last":322.96}]"#
            ]),
        VolatileLeafTests.Leaf(
            "A new member of a map says what others do",
            [
                #"{"ad5941339cef":{"frames":46},"ee0d3f46a1a1":{"frames":97}}"#,
                #"{"894268b78532":{"frames":89},"8f01cd9483d3":{"frames":18}}"#,
            ], right: [#"{"365394a8da80":{"frames":87},"11460b5a374f":{"frames":43}}"#],
            wrong: [#"{"365394a8da80":{"frames":-87},"11460b5a374f":{"frames":43}}"#]),
    ]

    @Test(arguments: lists) func `Elements are judged by their shape where they are drawn`(leaf: VolatileLeafTests.Leaf)
    {
        func answer(_ value: String) -> Observation { .json(#"{"value":\#(value),"ok":true}"#) }
        func judgement(_ value: String) -> Judgement {
            Judge.judge(
                monolith: answer(leaf.monolith[0]), service: answer(value),
                monolithAgain: leaf.monolith.dropFirst().map(answer), rules: ComparisonRules())
        }
        for value in leaf.right {
            #expect(judgement(value).verdict == .noise, "\(value): \(judgement(value).differences)")
        }
        for value in leaf.wrong { #expect(judgement(value).verdict == .mismatch, "\(value)") }
    }

    @Test func `A body is what both sides can be read as, whatever the one says it is`() {
        func verdict(_ left: (String, String), _ right: (String?, String)) -> Verdict {
            func answer(_ type: String?, _ body: String) -> Observation {
                Observation(status: 200, contentType: type.map { Array($0.utf8) }, body: Array(body.utf8))
            }
            return Comparator.compare(
                monolith: answer(left.0, left.1), service: answer(right.0, right.1), rules: ComparisonRules()
            ).verdict
        }
        let (json, xml) = (("application/json", #"{"a":1,"b":2}"#), ("application/xml", "<a><b>1</b></a>"))
        #expect(verdict(json, ("text/html", #"{"b":2, "a":1}"#)) == .match)
        #expect(verdict(json, ("text/html", #"{"b":2, "a":3}"#)) == .mismatch)
        #expect(verdict(json, ("text/html", "<h1>Oops</h1>")) == .mismatch)
        #expect(verdict(xml, ("application/octet-stream", "\u{FEFF}<a> <b>1</b></a>")) == .match)
        #expect(verdict(xml, (nil, "\u{FEFF}<a> <b>2</b></a>")) == .mismatch)
    }
}
