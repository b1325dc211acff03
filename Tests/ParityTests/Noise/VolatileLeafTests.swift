import Parity
import Testing

/// Places that move, each with what a correct service may say there and what none may, and why.
struct VolatileLeafTests {
    struct Leaf: Sendable, CustomTestStringConvertible {
        let why: String
        /// What the monolith says, again and again: JSON.
        let monolith: [String]
        let right: [String]
        let wrong: [String]

        init(_ why: String, _ monolith: [String], right: [String] = [], wrong: [String] = []) {
            self.why = why
            self.monolith = monolith
            self.right = right
            self.wrong = wrong
        }

        var testDescription: String { why }
    }

    private static let leaves: [Leaf] = [
        // Numbers
        Leaf(
            "Six decimals are a format", ["8.992731", "8.996689", "9.001337"], right: ["9.00368"],
            wrong: ["9.00368300000762939", "9", "9.0"]),
        Leaf(
            "A sum of doubles shows its last digit, and no other", ["6.105243", "6.100268", "6.116985"],
            right: ["6.116181999999999", "6.110904"], wrong: ["6.11618199", "6.1161820007629", "6.11618200076293945"]),
        Leaf(
            "Where some are sums of doubles, others are short", ["6.145664999999999", "6.100268", "6.116985"],
            right: ["6.146909", "6.141609999999999"]),
        Leaf(
            "Who writes a zero at the end writes all decimals", ["0.50", "12.25"], right: ["7.10"],
            wrong: ["7.1", "7", "7.125"]),
        Leaf(
            "Sums of doubles have all digits now and then", ["46.242582000000006", "46.213129", "46.1228"],
            right: ["46.214355", "46.2478280000005"]),
        Leaf(
            "Seconds of a duration have a fraction or none", [#""PT14S""#, #""PT17S""#], right: [#""PT31S""#],
            wrong: [#""PT2.025S""#]),
        Leaf(
            "Who writes 0.06 s does not choose the unit", [#""0.059622s""#, #""0.061439s""#], right: [#""0.056576s""#],
            wrong: [#""56.576ms""#]),
        Leaf(
            "In pairs of names and values each is a place",
            [#""level=info took=40.8ms id=b9d5bc69""#, #""level=info took=81.4ms id=73879f21""#],
            right: [#""level=info took=34.6ms id=af65e334""#],
            wrong: [#""level=info took=12,5ms id=af65e334""#, #""level=info took=slow id=af65e334""#]),
        Leaf(
            "A double has as many digits as it has", ["0.8215845825586067", "0.26797496826223743"],
            right: ["0.7979934692016"], wrong: ["0.798"]),
        Leaf(
            "An id with a tag in front has one, wherever the marks in it fall",
            [
                #""CR_kwDOX_2ihMS8bzluNIf1""#, #""CR_kwDOTNNpA7gJRXgphPqo""#, #""CR_kwDOwiq-SoSI1LK8JEKl""#,
                #""CR_kwDOXdos90xpGFYqpg24""#,
            ], right: [#""CR_kwDOzuzZBmHF2_jclD3_""#],
            wrong: [#""x-DO9THw9gDSc-2IY2mH""#, #""MDg6Q2hlY2tSdW4xNzI5Mw==""#]),
        Leaf(
            "That a token has no digit is chance, as most letters have none",
            [
                #""ghs_N8NG2Y3ooiSbh6swnKdy8VYiGURF7Hor7zhE""#, #""ghs_YNw4k0POe57DkMf06Re41lhb310FfTEoSRc0""#,
                #""ghs_jFF4xKOdPlmM3n7NLn3Bka5Pv6ZNWw5lkir1""#,
            ], right: [#""ghs_rCNZrENXhZiZanpSsClhnXChxgsflgqsEFYS""#],
            wrong: [#""ghs_rcnzrenxhzizanpssclhnxchxgsflgqsefys""#, #""gho_rCNZrENXhZiZanpSsClhnXChxgsflgqsEFYS""#]),
        Leaf(
            "Few digits may be hexadecimal", [#""716053""#, #""903483""#], right: [#""ac080d""#],
            wrong: [#""AC080D-7""#, #""ac080""#]),
        Leaf(
            "Nothing was a time before now ago", [#""21 seconds ago""#, #""22 seconds ago""#],
            right: [#""20 seconds ago""#], wrong: [#""-21 seconds ago""#]),
        Leaf(
            "Where there is nothing at times, there may be another word", ["null", #""Jana Nováková""#],
            right: [#""Omar Al-Farsi""#], wrong: [#""N/A""#, #""4711""#, #""omar@example.org""#, "7"]),
        Leaf(
            "An id that is not there at times is the same id when it is", ["null", #""AB-1234""#],
            right: [#""AB-1234""#],
            wrong: [#""AB-1235""#]),
        Leaf(
            "One number in ten has nothing behind its point", ["12.5", "13.7", "11.2"], right: ["9.8", "12"],
            wrong: ["9.81", "12000"]),
        Leaf(
            "Milliseconds are not nanoseconds", ["79", "82", "95"], right: ["121", "12"],
            wrong: ["73000000", "0.079"]),
        Leaf(
            "A counter of another process counts from elsewhere", ["12345", "12347", "12350"], right: ["70012", "37"],
            wrong: ["-37"]),
        Leaf(
            "Ticks are near one another", [#""639175085327390208""#, #""639175085337390208""#],
            right: [#""639175085357390208""#], wrong: [#""639175121327390208""#, #""639491309328390144""#, #""17""#]),
        Leaf(
            "An id of twelve digits has twelve", [#""Q-102792707411""#, #""Q-693451475730""#, #""Q-855271744957""#],
            right: [#""Q-238948238948""#], wrong: [#""Q-461966""#, #""Q-198921157229592259""#]),
        Leaf(
            "Where some are whole, others are", ["21", "20.5", "19.5"], right: ["22", "18.5"], wrong: ["18.25"]),
        Leaf("Many a quantity is nothing at times", ["641", "1901", "5252"], right: ["0"], wrong: ["-3", "\"0\""]),
        Leaf("One that hardly moves never is", ["9120", "9124", "9131"], wrong: ["0"]),
        Leaf(
            "A difference that is written with its sign has both", [#""+1.2%""#, #""+0.4%""#], right: [#""-0.7%""#],
            wrong: [#""0.7%""#, #""+0.7""#]),
        Leaf(
            "Who has hours and minutes leaves out those there are none of", [#""1h20m3s""#, #""2h0m41s""#],
            right: [#""45m2s""#], wrong: [#""4800s""#, #""1:20:03""#]),
        Leaf(
            "One hour has no plural", [#""2 hours 5 minutes""#, #""9 hours 31 minutes""#],
            right: [#""1 hour 1 minute""#],
            wrong: [#""2h 5m""#]),
        Leaf(
            "Hours may be more than a day has", [#""36:22:34""#, #""28:57:38""#], right: [#""11:16:50""#],
            wrong: [#""11h16m50s""#]),
        Leaf(
            "A dash that is no hyphen parts words", [#""10–98""#, #""74–163""#], right: [#""71–151""#],
            wrong: [#""71-151""#]),
        Leaf("A sum of doubles is as short as it can be", ["60.001976", "59.995872"], wrong: ["60.002356000000003"]),
        Leaf(
            "A clock of half a day is one", [#""Jul 22, 2019, 7:52:08 AM""#, #""Jul 22, 2019, 7:52:11 AM""#],
            right: [#""Jul 22, 2019, 7:52:09 AM""#], wrong: [#""Jul 22, 2019, 12:52:09 PM""#]),
        Leaf(
            "The letter of a zone has its case", [#""2019-09-15T06:45:06Z""#, #""2019-09-15T06:45:08Z""#],
            right: [#""2019-09-15T06:45:07Z""#], wrong: [#""2019-09-15T06:45:07z""#]),
        Leaf(
            "A word that was said has its case", [#""hit""#, #""miss""#], right: [#""stale""#],
            wrong: [#""Hit""#, #"" miss""#, #""\"hit\"""#]),
        Leaf(
            "Words have any marks", [#""Running""#, #""InProgress""#, #""River""#], right: [#""AT&T""#, #""C++""#],
            wrong: [#""AT&amp;T""#, #""{\"name\":\"Running\"}""#, "3"]),
        Leaf(
            "A row of words has now more and now fewer", [#""lib/core/net""#, #""lib""#], right: [#""core/lib/x-ray""#],
            wrong: [#""lib/17""#, "2"]),
        Leaf(
            "Words that change their places are drawn", [#""maple.stone.piano""#, #""stone.stone.maple""#],
            right: [#""river.stone.alpha""#], wrong: [#""river.stone""#, #""river-stone-alpha""#]),
        Leaf(
            "Base64 of links has letters that stand there seldom", [#""UZATZ6U9SqZ""#, #""a8cJW7u3YRL""#],
            right: [#""zd-lyn8qPrj""#], wrong: [#""zd lyn8qPrj""#, #""UZATZ6U9SqZ==""#]),
        Leaf(
            "What percent signs stand for is a letter",
            [#""/f?sig=wow%2FKM9Da7V0ELimUB9h%3D""#, #""/f?sig=QIHJnn%2BfmHM91hUpTekt%3D""#],
            right: [#""/f?sig=0JeZFvqxrZ5BrBTojS8b%3D""#], wrong: [#""/f?sig=0JeZFvqxrZ5BrBTojS8b""#]),
        Leaf(
            "Behind a tag an alphabet is one", [#""SM1bc7e05bdac6fe232c""#, #""SM27811fc144e683df34""#],
            right: [#""SM4606e456e1d4a3b431""#], wrong: [#""SMiXTFwqsxl8QrL9D3c6""#, #""SM000000000000000000""#]),
        Leaf(
            "A network that all are in is theirs", [#""10.42.66.35""#, #""10.42.55.167""#],
            right: [#""10.42.231.115""#],
            wrong: [#""0.0.75.236""#]),
        Leaf(
            "Lists that are drawn have any length",
            [
                #"[{"id":"a1"},{"id":"a2"},{"id":"a3"},{"id":"a4"},{"id":"a5"}]"#, #"[{"id":"b1"},{"id":"b2"}]"#,
                #"[{"id":"c1"},{"id":"c2"},{"id":"c3"}]"#,
            ], right: [#"[{"id":"d1"},{"id":"d2"},{"id":"d3"},{"id":"d4"}]"#],
            wrong: [#"[{"key":"d1"},{"key":"d2"},{"key":"d3"}]"#]),
        // Times
        Leaf(
            "Zeros at the end of a fraction may be dropped",
            [
                #""2024-03-05T10:11:23.642735067Z""#, #""2024-03-05T10:11:23.689715291Z""#,
            ], right: [#""2024-03-05T10:11:21.34247149Z""#],
            wrong: [#""2024-03-05T10:11:21.342Z""#, #""2024-03-05T10:11:21Z""#]),
        Leaf(
            "Days that are drawn are no moments", [#""1996-05-05""#, #""1997-12-30""#], right: [#""1984-12-07""#],
            wrong: [#""1970-01-01""#, #""07.12.1984""#]),
        // Words
        Leaf(
            "A word has any letters", [#""Orléans""#, #""Reykjavík""#],
            right: [#""Sète""#, #""Lisbon""#, #""São Paulo""#],
            wrong: [#""SÃ¨te""#, "7"]),
        Leaf("Of its script", [#""Пермь""#, #""Москва""#, #""Уфа""#], right: [#""Омск""#], wrong: [#""Ð¢Ð¾Ð¼ÑÐº""#]),
        // Ids
        Leaf(
            "Groups of hex are one id", [#""02:ff:a2:ff:2a:e8""#, #""36:22:39:68:5b:9c""#],
            right: [#""10:11:12:13:14:ab""#], wrong: [#""F4:9B:F6:BA:C9:FF""#, #""f4-9b-f6-ba-c9-ff""#, #""f4:9b:f6""#]),
        Leaf(
            "Hex has one case", [##""#2D4C81""##, ##""#F43A74""##], right: [##""#61F0B5""##], wrong: [##""#1da1cf""##]),
        Leaf(
            "`0x` says what follows", [#""0x347d154""#, #""0x3483b52""#], right: [#""0x3479110""#],
            wrong: [#""0X3476421""#, #""10001179""#]),
        Leaf(
            "Base64 that begins alike names its kind", [#""U2Vzc2lvbjo3NzEyMzQ1""#, #""U2Vzc2lvbjoxMjM0NTY3""#],
            right: [#""U2Vzc2lvbjo0MjE3Njgy""#], wrong: [#""T3JkZXI6MTIzNDU2NzEy""#]),
        Leaf(
            "A version's first numbers hold", [#""2.14.369+2107a51""#, #""2.14.130+eacd8da""#, #""2.14.320+ca90bcf""#],
            right: [#""2.14.163+03e8ccf""#], wrong: [#""3.0.212+a1b2c3d""#]),
        // Notations
        Leaf(
            "Between numbers spaces are a notation", [#""+41 79 295 20 80""#, #""+41 76 792 53 18""#],
            right: [#""+41 79 273 81 76""#], wrong: [#""+41-79-395-45-67""#]),
        Leaf(
            "Who chooses the unit counts up to the next", [#""3 min""#, #""23 min""#], right: [#""45 s""#],
            wrong: [#""125 s""#, #""3""#]),
        // Lists
        Leaf(
            "Flags are no list in another order",
            ["[true,false,true,false]", "[false,true,true,false]", "[false,true,false,true]"],
            right: ["[true,true,false,true]"], wrong: ["[true,false,true]", #"["true",false,true,false]"#]),
        Leaf(
            "Elements without names are known together",
            [
                #"[{"n":432,"ok":true},{"n":582,"ok":true}]"#,
                #"[{"n":158,"ok":false},{"n":280,"ok":true},{"n":645,"ok":false}]"#,
            ], right: [#"[{"n":552,"ok":true},{"n":215,"ok":true},{"n":845,"ok":false}]"#],
            wrong: [#"[{"n":552,"ok":"yes"},{"n":215,"ok":true}]"#, #"[{"n":552},{"n":215,"ok":true}]"#]),
        Leaf(
            "What is drawn has some again by chance",
            [
                #"[{"id":500,"t":"a"},{"id":505,"t":"f"},{"id":507,"t":"h"},{"id":503,"t":"d"}]"#,
                #"[{"id":500,"t":"a"},{"id":502,"t":"c"},{"id":508,"t":"i"},{"id":507,"t":"h"}]"#,
            ], right: [#"[{"id":509,"t":"j"},{"id":505,"t":"f"},{"id":511,"t":"l"},{"id":506,"t":"g"}]"#],
            wrong: [#"[{"id":"509","t":"j"},{"id":505,"t":"f"},{"id":511,"t":"l"},{"id":506,"t":"g"}]"#, "[]"]),
        Leaf(
            "A countdown of seconds is none of milliseconds", ["248", "246", "245"], right: ["243", "251"],
            wrong: ["248000"]),
        Leaf(
            "A percentage is no number of hundredths", ["25.7", "30.4", "33.0"], right: ["28.1", "41.2"],
            wrong: ["2660.0"]),
        Leaf(
            "What is slow at times is slow by any factor, and round where others are", ["30", "40", "50"],
            right: ["900", "4000"]),
        Leaf(
            "A row of names that are counted up does not begin anew",
            [#""LAUF-00405188""#, #""LAUF-00405191""#, #""LAUF-00405193""#], right: [#""LAUF-00405190""#],
            wrong: [#""LAUF-00000005""#]),
        Leaf(
            "Sentences end alike because sentences do",
            [
                #""Deductions are not forgotten.""#, #""Gifts can be deducted: see the list of those.""#,
                #""Did you know? There is an app.""#,
            ], right: [#""Commuters have a new calculator now""#]),
    ]

    private static func verdict(_ monolith: [String], _ service: String) -> Judgement {
        func answer(_ value: String) -> Observation { .json(#"{"value":\#(value),"ok":true}"#) }
        return Judge.judge(
            monolith: answer(monolith[0]), service: answer(service), monolithAgain: monolith.dropFirst().map(answer),
            rules: ComparisonRules())
    }

    @Test(arguments: leaves) func `What keeps the shape is noise, and what breaks it is not`(leaf: Leaf) {
        for value in leaf.right {
            let judgement = Self.verdict(leaf.monolith, value)
            #expect(judgement.verdict == .noise, "\(value): \(judgement.differences)")
        }
        for value in leaf.wrong {
            #expect(Self.verdict(leaf.monolith, value).verdict == .mismatch, "\(value)")
        }
    }

    private func answer(cookie: String) -> Observation {
        .json("{}", headers: [HeaderField(name: "set-cookie", value: Array(cookie.utf8))])
    }

    @Test func `A session's value is varied, and about as long as another`() {
        func verdict(_ value: String) -> Verdict {
            Comparator.compare(
                monolith: answer(cookie: "sid=31050dfde2028d5e417729a4e7"), service: answer(cookie: "sid=\(value)"),
                rules: ComparisonRules(headers: ["set-cookie"])
            ).verdict
        }
        #expect(verdict("540dab191337d516c9598a26a4") == .match)
        #expect(verdict("00000000000000000000000000") == .mismatch)
        #expect(verdict("540dab191337d") == .mismatch)
        #expect(verdict("540DAB191337D516C9598A26A4") == .mismatch)
    }

    @Test func `An attribute of a cookie is not lost among letters that move`() {
        let own = ["AqUvlPaJQ5WE2RlT", "h6tZg1v6tnOLD5pI", "rRzgiQXbhGLbitAh"].map {
            answer(cookie: "sid=\($0); Path=/; HttpOnly; Secure")
        }
        func verdict(_ cookie: String) -> Verdict {
            Judge.judge(
                monolith: own[0], service: answer(cookie: cookie), monolithAgain: Array(own.dropFirst()),
                rules: ComparisonRules(headers: ComparisonRules.defaultHeaders)
            ).verdict
        }
        #expect([.match, .noise].contains(verdict("sid=ZQcYTbYTTBPynZzi; Path=/; HttpOnly; Secure")))
        #expect(verdict("sid=ZQcYTbYTTBPynZzi; Path=/; Secure") == .mismatch)
        #expect(verdict("sid=x; Path=/; HttpOnly; Secure") == .mismatch)
    }

    @Test func `Markup says a character as it is or by reference`() {
        func verdict(_ type: String, _ left: String, _ right: String) -> Verdict {
            func answer(_ body: String) -> Observation {
                Observation(status: 200, contentType: Array(type.utf8), body: Array(body.utf8))
            }
            return Comparator.compare(monolith: answer(left), service: answer(right), rules: ComparisonRules()).verdict
        }
        #expect(verdict("application/xml", "<a b=\"é\">x é y</a>", "<a b=\"&#233;\">x &#xE9; y</a>") == .match)
        #expect(verdict("text/html", "<p>5 € é</p>", "<p>5 &euro; &eacute;</p>") == .match)
        #expect(verdict("application/xml", "<a>é</a>", "<a>&#234;</a>") == .mismatch)
    }

    @Test func `A cell of a table is a place of its own`() {
        func answer(_ value: String, _ second: String, _ name: String = "s0", _ head: String = "time") -> Observation {
            let rows =
                "\(head),sensor,value\n2019-12-07T18:59:5\(second)Z,\(name),\(value)\n2019-12-07T18:59:5\(second)Z,s1,\(value)\n"
            return Observation(status: 200, contentType: Array("text/csv".utf8), body: Array(rows.utf8))
        }
        let own = [answer("83.90", "1"), answer("95.86", "2"), answer("22.88", "3")]
        func verdict(_ service: Observation) -> Verdict {
            Judge.judge(
                monolith: own[0], service: service, monolithAgain: Array(own.dropFirst()), rules: ComparisonRules()
            ).verdict
        }
        #expect(verdict(answer("59.34", "2")) == .noise)
        #expect(verdict(answer("59.34", "2", "S0")) == .mismatch)
        #expect(verdict(answer("59.34", "2", "s0", "TIME")) == .mismatch)
        #expect(verdict(answer("59", "2")) == .mismatch)
    }
}
