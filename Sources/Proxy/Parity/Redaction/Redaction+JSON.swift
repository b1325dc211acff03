extension Redaction {
    /// A value as JSON text without white space, shortened, with the values of sensitive members marked.
    func excerpt(of node: Int, in document: JSONDocument, rules: ComparisonRules) -> String {
        var text: [UInt8] = []
        append(node, of: document, rules, to: &text)
        return shortened(text)
    }

    /// Stops soon after the limit, which bounds the recursion too: each level writes at least its bracket.
    private func append(_ node: Int, of document: JSONDocument, _ rules: ComparisonRules, to text: inout [UInt8]) {
        guard text.count <= Self.excerptLimit else { return }
        let value = document.nodes[node]
        if value.place != PlaceAutomaton.dead, rules.placeRules(value.place).isSecret {
            text += "\"\(Self.mark)\"".utf8
            return
        }
        switch value.kind {
        case .null, .bool, .number:
            text += document.bytes[value.range].prefix(Self.excerptLimit)
        case .string:
            appendString(node, of: document, to: &text)
        case .array:
            text.append(UInt8(ascii: "["))
            var isFirst = true
            document.forEachElement(of: node) { element in
                guard text.count <= Self.excerptLimit else { return }
                if !isFirst { text.append(UInt8(ascii: ",")) }
                isFirst = false
                append(element, of: document, rules, to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object:
            text.append(UInt8(ascii: "{"))
            var isFirst = true
            document.forEachMember(of: node) { key in
                guard text.count <= Self.excerptLimit else { return }
                if !isFirst { text.append(UInt8(ascii: ",")) }
                isFirst = false
                appendString(key, of: document, to: &text)
                text.append(UInt8(ascii: ":"))
                if isSensitive(name: document.text(of: key)) {
                    text += "\"\(Self.mark)\"".utf8
                } else {
                    append(key + 1, of: document, rules, to: &text)
                }
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    private func appendString(_ node: Int, of document: JSONDocument, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        text += marked(Array(document.bytes[document.nodes[node].range])).prefix(Self.excerptLimit)
        text.append(UInt8(ascii: "\""))
    }
}
