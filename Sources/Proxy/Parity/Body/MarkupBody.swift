/// XML and HTML as a tree of JSON: an element is an object of its attributes (`@id`), its text (`#text`) and, by name, the
/// lists of its children. White space between elements says nothing, comments and declarations neither.
struct MarkupBody {
    /// Deeper texts are compared as bytes.
    private static let depthLimit = 256

    private struct Element {
        var name: [UInt8]
        var attributes: [(name: [UInt8], value: [UInt8])] = []
        var text: [UInt8] = []
        var children: [Int] = []
    }

    private let bytes: [UInt8]
    private let isHTML: Bool
    private var position = 0
    private var elements = [Element(name: [])]
    private var open = [0]

    private init(_ bytes: [UInt8], isHTML: Bool) {
        self.bytes = bytes
        self.isHTML = isHTML
    }

    /// nil where XML is not well-formed, or markup of either kind is nested too deeply.
    static func document(_ bytes: [UInt8], isHTML: Bool) -> JSONDocument? {
        var body = MarkupBody(bytes, isHTML: isHTML)
        guard body.read() else { return nil }
        var json: [UInt8] = []
        body.write(0, to: &json)
        return try? JSONDocument(json)
    }

    // MARK: Reading

    private static let void: Set<[UInt8]> = Set(
        [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
            "wbr",
        ].map { Array($0.utf8) })
    private static let raw: Set<[UInt8]> = Set(["script", "style"].map { Array($0.utf8) })

    private mutating func read() -> Bool {
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
                addText(bytes[position..<end], isEscaped: true)
                position = end
                continue
            }
            guard readTag() else { return false }
            guard open.count <= Self.depthLimit else { return false }
        }
        return isHTML || open.count == 1 && elements[0].children.count == 1
    }

    private mutating func readTag() -> Bool {
        if skip("<!--", to: "-->") || skip("<?", to: "?>") { return true }
        if starts(with: "<![CDATA[") {
            let start = position + 9
            guard let end = find("]]>", from: start) else { return false }
            addText(bytes[start..<end], isEscaped: false)
            position = end + 3
            return true
        }
        if starts(with: "<!") { return skipDeclaration() }
        if starts(with: "</") {
            position += 2
            let name = takeName()
            guard let end = find(">", from: position) else { return false }
            position = end + 1
            return close(name)
        }
        return readStart()
    }

    /// A document type with what it declares within: `<!DOCTYPE a [<!ENTITY b "c">]>`.
    private mutating func skipDeclaration() -> Bool {
        var quote: UInt8?
        var depth = 0
        for place in position..<bytes.count {
            let byte = bytes[place]
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ">") where depth <= 0:
                position = place + 1
                return true
            default: break
            }
        }
        position = bytes.count
        return true
    }

    private mutating func close(_ name: [UInt8]) -> Bool {
        guard isHTML else {
            guard open.count > 1, let last = open.last, elements[last].name == name else { return false }
            open.removeLast()
            return true
        }
        if let place = open.lastIndex(where: { elements[$0].name == name }), place > 0 { open.removeSubrange(place...) }
        return true
    }

    private mutating func readStart() -> Bool {
        position += 1
        let name = takeName()
        guard !name.isEmpty else {
            // In HTML a lone `<` is text.
            if isHTML { addText(bytes[(position - 1)..<position], isEscaped: false) }
            return isHTML
        }
        var element = Element(name: name)
        while true {
            skipSpace()
            guard position < bytes.count else { return false }
            if bytes[position] == UInt8(ascii: ">") { break }
            if starts(with: "/>") { break }
            guard let attribute = takeAttribute() else { return false }
            element.attributes.append(attribute)
        }
        let isClosed = bytes[position] == UInt8(ascii: "/")
        position += isClosed ? 2 : 1
        let index = elements.count
        elements.append(element)
        elements[open[open.count - 1]].children.append(index)
        if isClosed || isHTML && Self.void.contains(name) { return true }
        if isHTML, Self.raw.contains(name) {
            let end = find("</" + String(decoding: name, as: UTF8.self), from: position) ?? bytes.count
            elements[index].text = Array(bytes[position..<end])
            position = end
        }
        open.append(index)
        return true
    }

    private mutating func takeAttribute() -> (name: [UInt8], value: [UInt8])? {
        let name = takeName()
        guard !name.isEmpty else {
            guard isHTML else { return nil }
            position += 1
            return ([], [])
        }
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return isHTML ? (name, []) : nil }
        position += 1
        skipSpace()
        guard position < bytes.count else { return nil }
        let quote = bytes[position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            guard let end = bytes[(position + 1)...].firstIndex(of: quote) else { return nil }
            defer { position = end + 1 }
            return (name, unescaped(bytes[(position + 1)..<end]))
        }
        guard isHTML else { return nil }
        let end = bytes[position...].firstIndex { TextForm.isSpace($0) || $0 == UInt8(ascii: ">") } ?? bytes.count
        defer { position = end }
        return (name, unescaped(bytes[position..<end]))
    }

    private mutating func takeName() -> [UInt8] {
        let start = position
        while position < bytes.count, !TextForm.isSpace(bytes[position]), !"<>/=\"'".utf8.contains(bytes[position]) {
            position += 1
        }
        let name = Array(bytes[start..<position])
        return isHTML ? TextForm.lowercased(name) : name
    }

    private mutating func addText(_ text: ArraySlice<UInt8>, isEscaped: Bool) {
        let plain = TextForm.collapsed(isEscaped ? unescaped(text) : Array(text), isMarkup: true)
        guard !plain.isEmpty else { return }
        let owner = open[open.count - 1]
        if !elements[owner].text.isEmpty { elements[owner].text.append(0x20) }
        elements[owner].text += plain
    }

    private mutating func skipSpace() {
        while position < bytes.count, TextForm.isSpace(bytes[position]) { position += 1 }
    }

    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func skip(_ start: String, to end: String) -> Bool {
        guard starts(with: start) else { return false }
        position = find(end, from: position + start.utf8.count).map { $0 + end.utf8.count } ?? bytes.count
        return true
    }

    private func find(_ text: String, from start: Int) -> Int? {
        guard let first = text.utf8.first else { return nil }
        var place = start
        while place < bytes.count, let next = bytes[place...].firstIndex(of: first) {
            if bytes[next...].starts(with: text.utf8) { return next }
            place = next + 1
        }
        return nil
    }

    private func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] { CharacterReferences.read(text, isHTML: isHTML) }

    // MARK: Writing

    /// Recursion is bounded by the depth.
    private func write(_ index: Int, to json: inout [UInt8]) {
        let element = elements[index]
        var isFirst = true
        func begin(_ name: [UInt8]) {
            if !isFirst { json.append(UInt8(ascii: ",")) }
            isFirst = false
            JSONText.append(name, to: &json)
            json.append(UInt8(ascii: ":"))
        }
        json.append(UInt8(ascii: "{"))
        for attribute in element.attributes where !attribute.name.isEmpty {
            begin(Array("@".utf8) + attribute.name)
            JSONText.append(attribute.value, to: &json)
        }
        if !element.text.isEmpty {
            begin(Array("#text".utf8))
            JSONText.append(element.text, to: &json)
        }
        var groups: [[UInt8]: [Int]] = [:]
        var names: [[UInt8]] = []
        for child in element.children {
            if groups[elements[child].name] == nil { names.append(elements[child].name) }
            groups[elements[child].name, default: []].append(child)
        }
        for name in names {
            begin(name)
            json.append(UInt8(ascii: "["))
            for (place, child) in (groups[name] ?? []).enumerated() {
                if place > 0 { json.append(UInt8(ascii: ",")) }
                write(child, to: &json)
            }
            json.append(UInt8(ascii: "]"))
        }
        json.append(UInt8(ascii: "}"))
    }
}
