extension Comparator {
    /// What a JSON body has at a pointer, as text: a string without quotes, a number as written; nil for anything else.
    package static func text(at pointer: String, of answer: Observation) -> String? {
        guard let wanted = JSONPointer(pointer) else { return nil }
        for leaf in leaves(of: answer) {
            guard case .body(let place) = leaf.path, place == wanted else { continue }
            switch leaf.value.kind {
            case .string, .number: return String(decoding: leaf.value.text, as: UTF8.self)
            case .null, .bool, .array, .object, .text: return nil
            }
        }
        return nil
    }
}
