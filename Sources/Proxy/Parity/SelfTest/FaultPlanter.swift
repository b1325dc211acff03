/// Plants one fault in a copy of an answer: an edit of its bytes, so that all the rest stays as written.
struct FaultPlanter {
    var random: SplitMix

    /// The answer with a fault at a random place that the rules compare; nil when it has no such place.
    mutating func plant(in answer: Observation, rules: ComparisonRules) -> PlantedFault? {
        guard BodyFormat(of: answer) == .json, var document = try? JSONDocument(answer.body) else {
            return plantHeader(in: answer, rules) ?? plantStatus(in: answer)
        }
        document.mark(under: rules, side: .monolith)
        let places = self.places(in: document, rules)
        switch Int.random(in: 0..<places.count + 3, using: &random) {
        case 0: return plantStatus(in: answer)
        case 1: if let fault = plantHeader(in: answer, rules) { return fault }
        case 2: if let fault = plantCut(in: answer, document) { return fault }
        default: break
        }
        guard let place = places.randomElement(using: &random), let edit = edit(place.kind, place.node, document)
        else { return plantStatus(in: answer) }
        var faulty = answer
        faulty.body.replaceSubrange(edit.range, with: edit.bytes)
        var tokens = document.pointer(to: place.node).tokens
        if place.kind == .leakingField { tokens.append(Self.leakedKey) }
        return PlantedFault(kind: place.kind, path: .body(JSONPointer(tokens: tokens)), answer: faulty)
    }

    private static let leakedKey = "ficus_planted"

    private mutating func plantStatus(in answer: Observation) -> PlantedFault {
        var faulty = answer
        faulty.status = answer.status / 100 * 100 + (answer.status % 100 == 3 ? 4 : 3)
        return PlantedFault(kind: .wrongStatus, path: .status, answer: faulty)
    }

    /// A field that is compared, left out. Not the type: without it the body is another one.
    private mutating func plantHeader(in answer: Observation, _ rules: ComparisonRules) -> PlantedFault? {
        let names = Set(answer.headers.map(\.name)).intersection(rules.headers).subtracting(["content-type"]).sorted()
        guard let name = names.randomElement(using: &random) else { return nil }
        var faulty = answer
        faulty.headers.removeAll { $0.name == name }
        return PlantedFault(kind: .missingHeader, path: .header(name), answer: faulty)
    }

    /// A body that ends in the middle.
    private func plantCut(in answer: Observation, _ document: JSONDocument) -> PlantedFault? {
        let root = document.nodes[0]
        guard !root.isIgnored, !root.isShaped, root.kind == .object || root.kind == .array, answer.body.count > 3 else {
            return nil
        }
        var faulty = answer
        faulty.body.removeLast(answer.body.count / 2)
        return PlantedFault(kind: .truncated, path: .body(JSONPointer()), answer: faulty)
    }

    private struct Place {
        var kind: FaultKind
        var node: Int
    }

    /// Every fault that has a place here; the values under ignored places are not among them.
    private func places(in document: JSONDocument, _ rules: ComparisonRules) -> [Place] {
        var places: [Place] = []
        let hashes = document.hashes(under: rules)
        func visit(_ node: Int, removal: FaultKind?) {
            let value = document.nodes[node]
            // A lenient rule may forgive any fault here.
            if value.isIgnored || value.isShaped || hasLenientRule(value, rules) { return }
            if let removal { places.append(Place(kind: removal, node: node)) }
            if value.kind != .null, node > 0 { places.append(Place(kind: .becameNull, node: node)) }
            switch value.kind {
            case .number:
                places.append(Place(kind: .numberAsString, node: node))
                places.append(Place(kind: .wrongNumber, node: node))
            case .string:
                places.append(Place(kind: .wrongText, node: node))
            case .object:
                places.append(Place(kind: .leakingField, node: node))
                document.forEachMember(of: node) { visit($0 + 1, removal: .missingField) }
            case .array:
                let elements = document.children(of: node)
                if elements.count > 1, hashes[elements[0]] != hashes[elements[1]] {
                    places.append(Place(kind: .wrongOrder, node: node))
                }
                for (index, element) in elements.enumerated() {
                    // Of equal neighbours nobody can tell which one is gone.
                    let isLikeNext = index + 1 < elements.count && hashes[element] == hashes[elements[index + 1]]
                    visit(element, removal: isLikeNext ? nil : .missingElement)
                }
            case .null, .bool: break
            }
        }
        visit(0, removal: nil)
        return places
    }

    private func hasLenientRule(_ value: JSONNode, _ rules: ComparisonRules) -> Bool {
        guard value.place != PlaceAutomaton.dead else { return false }
        let here = rules.placeRules(value.place)
        return here.isLenient || !here.accepts.isEmpty || here.unordered != nil
    }

    private func edit(_ kind: FaultKind, _ node: Int, _ document: JSONDocument) -> (range: Range<Int>, bytes: [UInt8])?
    {
        let value = document.nodes[node]
        let written = document.writtenRange(of: node)
        let bytes = document.bytes
        switch kind {
        case .wrongStatus, .missingHeader, .truncated: return nil
        case .becameNull: return (written, Array("null".utf8))
        case .numberAsString: return (written, Array("\"".utf8) + bytes[written] + Array("\"".utf8))
        case .wrongNumber:
            // The last digit of the number as written: the smallest change there is.
            guard let last = bytes[written].lastIndex(where: { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
                return nil
            }
            return (last..<last + 1, [bytes[last] == UInt8(ascii: "9") ? UInt8(ascii: "8") : bytes[last] + 1])
        case .wrongText: return (value.range.upperBound..<value.range.upperBound, Array("~".utf8))
        case .leakingField:
            let isEmpty = Int(value.next) == node + 1
            let member = "\"\(Self.leakedKey)\":1" + (isEmpty ? "" : ",")
            return (written.lowerBound + 1..<written.lowerBound + 1, Array(member.utf8))
        case .missingField, .missingElement:
            return (document.removalRange(of: node), [])
        case .wrongOrder:
            let elements = document.children(of: node)
            let first = document.writtenRange(of: elements[0])
            let second = document.writtenRange(of: elements[1])
            let between = bytes[first.upperBound..<second.lowerBound]
            return (first.lowerBound..<second.upperBound, Array(bytes[second]) + between + bytes[first])
        }
    }
}
