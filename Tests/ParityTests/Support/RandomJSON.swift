import Parity

/// Random JSON texts with every type of value, odd strings and odd numbers.
struct RandomJSON {
    var random: SplitMix

    mutating func text(depth: Int = 4) -> String {
        switch Int.random(in: 0...(depth > 0 ? 7 : 4), using: &random) {
        case 0: return "null"
        case 1: return Bool.random(using: &random) ? "true" : "false"
        case 2: return number()
        case 3, 4: return string()
        case 5: return array(depth)
        default: return object(depth)
        }
    }

    mutating func object(_ depth: Int = 4) -> String {
        let count = Int.random(in: 0...6, using: &random)
        let members = (0..<count).map { index in
            let key = ["id", "name", "a/b", "m~n", "é", "price"].randomElement(using: &random)!
            return "\(space())\"\(key)\(index)\"\(space()):\(space())\(text(depth: depth - 1))\(space())"
        }
        return "{\(members.joined(separator: ","))\(space())}"
    }

    private mutating func array(_ depth: Int) -> String {
        let count = Int.random(in: 0...5, using: &random)
        let elements = (0..<count).map { _ in "\(space())\(text(depth: depth - 1))\(space())" }
        return "[\(elements.joined(separator: ","))\(space())]"
    }

    private mutating func number() -> String {
        if Int.random(in: 0..<10, using: &random) == 0 { return "0" }
        return [
            "0.0", "-1", "42", "1000000000", "3.14", "0.10", "1e9", "-2.5E-3", "9007199254740993",
            "12345678901234567890",
        ].randomElement(using: &random)! + (Bool.random(using: &random) ? "" : "7")
    }

    private mutating func string() -> String {
        let parts = ["abc", "é", "\\u00e9", "\\n", "\\\\", "\\ud83d\\ude00", "\\ud800", "/", " ", "x"]
        let count = Int.random(in: 0...4, using: &random)
        return "\"\((0..<count).map { _ in parts.randomElement(using: &random)! }.joined())\""
    }

    private mutating func space() -> String {
        ["", "", "", " ", "\n\t"].randomElement(using: &random)!
    }
}
