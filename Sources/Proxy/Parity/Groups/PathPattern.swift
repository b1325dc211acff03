extension DifferencePath {
    /// The path with every index and every segment that looks like an id replaced by `*`, so that one cause is one
    /// group: `body:/orders/3/price` and `body:/orders/4/price` are both `body:/orders/*/price`.
    package var pattern: String {
        switch self {
        case .status, .header, .trailer: description
        case .body(let pointer): DifferencePath.body(Self.general(pointer)).description
        case .effects(let pointer): DifferencePath.effects(Self.general(pointer)).description
        }
    }

    private static func general(_ pointer: JSONPointer) -> JSONPointer {
        JSONPointer(tokens: pointer.tokens.map { isID($0) ? "*" : $0 })
    }

    /// Digits only, a UUID, or a long run of letters and digits that no one would choose for a name.
    private static func isID(_ token: String) -> Bool {
        let bytes = token.utf8
        guard !bytes.isEmpty else { return false }
        let digits = bytes.count { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        if digits == bytes.count { return true }
        let isHex = bytes.allSatisfy { JSONEscapes.hexValue($0) != nil || $0 == UInt8(ascii: "-") }
        if isHex, bytes.count >= 16, digits > 0 { return true }
        let isWord = bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        return isWord && bytes.count >= 20 && digits >= 4
    }
}
