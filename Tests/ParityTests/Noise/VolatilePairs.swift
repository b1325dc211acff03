import Parity

/// Labelled material: answers with a leaf that moves, as a correct service gives them and as a faulty one does.
struct VolatilePairs {
    /// Kinds of leaves that move from answer to answer.
    enum Kind: String, CaseIterable {
        case timestamp, fractions, offset, httpDate, epochSeconds, epochMillis, uuid, requestID, hexDigest, token
        case cursor, etagHeader, counter, price, priceText, measurement, nodeLink, signedLink, sentence, flag
        case reordered, reorderedScalars, window, drawn, optional, base62, numericID
    }

    var random: SplitMix
    private var clock = 1_790_000_000.0
    private var count = 10_000

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    /// What the monolith says, what the service says beside it, and what the monolith says when it is asked again.
    struct Exchange {
        var monolith: Observation
        var service: Observation
        var again: [Observation]
    }

    enum Fault {
        /// A correct service.
        case none
        /// A service whose volatile leaf is wrong.
        case wrongThere
        /// A service that is wrong beside the volatile leaf.
        case wrongBeside
    }

    /// What the monolith does not show to move in three more answers, it does not make volatile: such exchanges of coin
    /// flips are no noise by definition, and are left out.
    mutating func exchange(_ kind: Kind, _ fault: Fault) -> Exchange {
        while true {
            begin()
            let monolith = answer(kind, .none)
            let service = answer(kind, fault)
            let again = (0..<3).map { _ in answer(kind, .none) }
            if again.contains(where: { $0 != monolith }) {
                return Exchange(monolith: monolith, service: service, again: again)
            }
        }
    }

    private mutating func begin() {
        clock = Double(Int.random(in: 1_600_000_000...1_890_000_000, using: &random))
        count = Int.random(in: 100...5_000_000, using: &random)
    }

    private mutating func answer(_ kind: Kind, _ fault: Fault) -> Observation {
        clock += Double.random(in: 0.01...0.9, using: &random)
        count += Int.random(in: 1...9, using: &random)
        let total = fault == .wrongBeside ? 8 : 7
        if kind == .etagHeader {
            let tag = "\"\(hex(16))\""
            return .json(
                #"{"id":5,"total":\#(total)}"#,
                headers: [HeaderField(name: "etag", value: Array((fault == .wrongThere ? tag : "W/" + tag).utf8))])
        }
        if kind == .optional {
            let hint = fault == .wrongThere ? #","hint":7"# : Bool.random(using: &random) ? #","hint":"slow""# : ""
            return .json(#"{"id":5,"total":\#(total)\#(hint)}"#)
        }
        let leaf = fault == .wrongThere ? wrong(kind) : right(kind)
        return .json(#"{"id":5,"name":"Ada","leaf":\#(leaf),"total":\#(total),"items":[1,2,3]}"#)
    }

    // MARK: Values

    private mutating func right(_ kind: Kind) -> String {
        switch kind {
        case .timestamp: #""\#(iso(clock))Z""#
        case .fractions: #""\#(iso(clock)).\#(digits(6))Z""#
        case .offset: #""\#(iso(clock + 7200))+02:00""#
        case .httpDate: #""Sun, 06 Nov 1994 \#(time(clock)) GMT""#
        case .epochSeconds: "\(Int(clock))"
        case .epochMillis: "\(Int(clock * 1000))"
        case .uuid: #""\#(uuid())""#
        case .requestID: #""req_\#(base62(20))""#
        case .hexDigest: #""\#(hex(40))""#
        case .token: #""eyJhbGciOiJIUzI1NiJ9.\#(base64url(Int.random(in: 80...96, using: &random))).\#(base64url(43))""#
        case .cursor: #""eyJpZCI6\#(base64url(Int.random(in: 14...16, using: &random)))==""#
        case .counter: "\(count)"
        case .price: "\(Double(10_000 + Int.random(in: -300...300, using: &random)) / 100)"
        case .priceText: #""\#(100 + Int.random(in: -3...3, using: &random)).\#(digits(2))""#
        case .measurement: "\(Int.random(in: 1...250, using: &random))"
        case .nodeLink: #""https://api.example.com/v1/jobs/\#(uuid())/log""#
        case .signedLink: #""https://files.example.com/a.pdf?expires=\#(Int(clock))&signature=\#(hex(32))""#
        case .sentence: #""Generated at \#(iso(clock)) by worker \#(Int.random(in: 1...9, using: &random))""#
        case .flag: Bool.random(using: &random) ? "true" : "false"
        case .reordered:
            "["
                + (1...6).shuffled(using: &random).map { #"{"id":\#($0),"at":"\#(iso(clock))Z"}"# }.joined(
                    separator: ",")
                + "]"
        case .reorderedScalars:
            "[" + ["a", "b", "c", "d", "e"].shuffled(using: &random).map { "\"\($0)\"" }.joined(separator: ",") + "]"
        case .window: window(0)
        case .drawn:
            "["
                + (1...60).shuffled(using: &random).prefix(4).map { #"{"id":\#($0),"title":"t\#($0)"}"# }
                .joined(separator: ",") + "]"
        case .base62: #""\#(base62(22))""#
        case .numericID: #""\#(7_000_000_000_000_000_000 + Int.random(in: 0...99_999_999_999_999, using: &random))""#
        case .etagHeader, .optional: "0"
        }
    }

    private mutating func wrong(_ kind: Kind) -> String {
        switch kind {
        case .timestamp:
            pick([
                #""\#(iso(clock + 3600))Z""#, #""\#(iso(clock))""#, #""\#(iso(clock)).000Z""#, "\(Int(clock))",
                #""\#(iso(clock - 86_400))Z""#, "null", #""""#, #""\#(iso(clock))+00:00""#,
            ])
        case .fractions:
            pick([#""\#(iso(clock)).\#(digits(3))Z""#, #""\#(iso(clock))Z""#, #""1970-01-01T00:00:00.000000Z""#])
        case .offset: pick([#""\#(iso(clock))+00:00""#, #""\#(iso(clock))Z""#, #""\#(iso(clock))+02:00""#])
        case .httpDate: pick([#""\#(iso(clock))Z""#, #""Sun, 06 Nov 1994 \#(time(clock + 7200)) GMT""#])
        case .epochSeconds: pick(["\(Int(clock * 1000))", "\(Int(clock) - 3600)", "0", #""\#(Int(clock))""#])
        case .epochMillis: pick(["\(Int(clock))", "\(Int(clock * 1000) + 3_600_000)", "\(clock * 1000)5"])
        case .uuid:
            pick([
                #""\#(uuid().uppercased())X""#, #""\#(hex(32))""#, #""00000000-0000-0000-0000-000000000000""#,
                #""{\#(uuid())}""#, "17", #""urn:uuid:\#(uuid())""#,
            ])
        case .requestID:
            pick([#""\#(base62(20))""#, #""r-\#(base62(20))""#, #""req_\#(base62(9))""#, #""\#(uuid())""#])
        case .hexDigest:
            pick([#""\#(hex(64))""#, #""\#(hex(40).uppercased())""#, #""sha1:\#(hex(40))""#, #""\#(hex(20))""#])
        case .token:
            pick([#""\#(base64url(43))""#, #""Bearer eyJhbGciOiJIUzI1NiJ9.\#(base64url(80)).\#(base64url(43))""#])
        case .cursor: pick(["null", #""""#, #""\#(Int.random(in: 1...99, using: &random))""#])
        case .counter: pick(["-\(count)", #""\#(count)""#, "\(count).5", "null"])
        case .price: pick(["10023", "-100.12", #""100.12""#, "100.1234", "1002.3"])
        case .priceText: pick([#""100.1""#, "100.12", #""$100.12""#, #""10012""#, #""100,12""#])
        case .measurement: pick(["-5", #""12""#, "12.75", "900000"])
        case .nodeLink:
            pick([
                #""https://orders.internal/v1/jobs/\#(uuid())/log""#,
                #""http://api.example.com/v1/jobs/\#(uuid())/log""#,
                #""https://api.example.com/v1/tasks/\#(uuid())/log""#, #""/v1/jobs/\#(uuid())/log""#,
                #""https://api.example.com/v1/jobs/\#(uuid())""#, #""https://api.example.com/v1/jobs/17/log""#,
            ])
        case .signedLink:
            pick([
                #""https://files.example.com/b.pdf?expires=\#(Int(clock))&signature=\#(hex(32))""#,
                #""https://files.example.com/a.pdf?expires=\#(Int(clock))""#,
                #""https://files.example.com/a.pdf?expires=\#(Int(clock) - 7200)&signature=\#(hex(32))""#,
            ])
        case .sentence: pick([#""Generated by worker 4""#, #""generated at \#(iso(clock)) by worker 4""#, #""""#])
        case .flag: pick([#""true""#, "1", "null"])
        case .reordered:
            "["
                + (1...6).shuffled(using: &random).map {
                    #"{"id":\#($0 == 4 ? 9 : $0),"at":"\#(iso(clock))Z"}"#
                }.joined(separator: ",") + "]"
        case .reorderedScalars:
            pick([#"["a","b","c","d"]"#, #"["a","b","c","d","E"]"#, #"["a","b","c","d","d"]"#])
        case .window: window(50)
        case .drawn: pick(["[]", #"[{"id":"3","title":"t3"}]"#, #"[{"id":3},{"id":4},{"id":5},{"id":6}]"#])
        case .base62: pick([#""\#(hex(22))""#, #""\#(base62(11))""#, #""\#(uuid())""#, #""LA_kw\#(base62(20))""#])
        case .numericID: pick([#""\#(uuid())""#, #""70001""#, "7000000000000000017"])
        case .etagHeader, .optional: "0"
        }
    }

    /// The latest six trades; the numbers count on.
    private func window(_ shift: Int) -> String {
        let last = count + shift * 1000
        return "[" + (0..<6).map { #"{"id":\#((last / 10) - $0),"qty":5}"# }.joined(separator: ",") + "]"
    }

    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }

    private mutating func run(_ alphabet: String, _ count: Int) -> String {
        let letters = Array(alphabet)
        return String((0..<count).map { _ in letters[Int.random(in: letters.indices, using: &random)] })
    }

    private mutating func hex(_ count: Int) -> String { run("0123456789abcdef", count) }
    private mutating func digits(_ count: Int) -> String { run("0123456789", count) }

    private mutating func base62(_ count: Int) -> String {
        run("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", count)
    }

    private mutating func base64url(_ count: Int) -> String {
        run("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", count)
    }

    private mutating func uuid() -> String { "\(hex(8))-\(hex(4))-4\(hex(3))-a\(hex(3))-\(hex(12))" }

    private func time(_ seconds: Double) -> String {
        let second = Int(seconds) % 86_400
        return [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(
            separator: ":")
    }

    /// A day of some month, by days since 1970 and a plain count of years.
    private func iso(_ seconds: Double) -> String {
        var days = Int(seconds) / 86_400
        var year = 1970
        func length(_ year: Int) -> Int { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365 }
        while days >= length(year) {
            days -= length(year)
            year += 1
        }
        var month = 1
        let lengths = [31, length(year) == 366 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        while days >= lengths[month - 1] {
            days -= lengths[month - 1]
            month += 1
        }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(days + 1))T\(time(seconds))"
    }
}
