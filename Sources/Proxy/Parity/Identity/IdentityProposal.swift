/// A place where ids of the two sides seem to stand, with the evidence for it: a rule that may be added to `identity`.
package struct IdentityProposal: Sendable, Hashable {
    /// A JSON pointer with `*` for indices, as the rule would be written.
    package let place: String
    /// A name for the domain, made of the place: `client` of `/client_id`; nil where it says nothing.
    package let domain: String?
    /// How many different pairs were seen there, and how many exchanges showed one.
    package let pairs: Int
    package let exchanges: Int
}

extension IdentityProposal {
    /// Fewer different pairs than this prove nothing.
    private static let enough = 3

    private struct Place {
        var byMonolith: [LeafValue: LeafValue] = [:]
        var byService: [LeafValue: LeafValue] = [:]
        var exchanges = 0
        var differing = 0
        var isRefuted = false
        /// On one side all of them look like ids that a program has made, and like nothing else.
        var isOpaque: Bool {
            byMonolith.keys.allSatisfy(IdentityProposal.isMade) || byService.keys.allSatisfy(IdentityProposal.isMade)
        }
    }

    /// The places whose values differ and are one to one in all observed pairs of answers. Times and amounts are no ids,
    /// whatever they do, and neither is what nothing shows to be one: a count that is wrong in each answer is one to one as
    /// well.
    package static func propose(
        from exchanges: [(monolith: Observation, service: Observation)]
    ) -> [IdentityProposal] {
        var places: [String: Place] = [:]
        for exchange in exchanges where exchange.monolith.status == exchange.service.status {
            let service = Dictionary(
                Comparator.leaves(of: exchange.service).map { ($0.path, $0.value) },
                uniquingKeysWith: { first, _ in first })
            for leaf in Comparator.leaves(of: exchange.monolith) {
                guard case .body(let pointer) = leaf.path, let other = service[leaf.path] else { continue }
                note(leaf.value, other, in: &places[pattern(pointer), default: Place()])
            }
        }
        return places.filter { place, seen in
            !seen.isRefuted && seen.differing > 0 && seen.byMonolith.count >= enough
                && (isNamedAsID(place) || seen.isOpaque)
        }
        .map { place, seen in
            IdentityProposal(
                place: place, domain: domain(of: place), pairs: seen.byMonolith.count, exchanges: seen.exchanges)
        }
        .sorted { $0.place < $1.place }
    }

    private static func note(_ monolith: LeafValue, _ service: LeafValue, in place: inout Place) {
        if monolith.kind == .null, service.kind == .null { return }
        guard isLikeID(monolith), isLikeID(service), place.byMonolith[monolith] ?? service == service,
            place.byService[service] ?? monolith == monolith
        else {
            place.isRefuted = true
            return
        }
        if place.byMonolith.updateValue(service, forKey: monolith) == nil, monolith != service { place.differing += 1 }
        place.byService[service] = monolith
        place.exchanges += 1
    }

    /// A whole number, or a word without white space that is neither a time nor an amount.
    private static func isLikeID(_ value: LeafValue) -> Bool {
        guard IdentityLookup.isID(value) else { return false }
        if value.kind == .number { return value.text.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } }
        return !value.text.contains { " .,:+@".utf8.contains($0) }
    }

    /// Letters and digits mixed, many of them: a UUID, a hash, `ord_7f3a9c21`.
    private static func isMade(_ value: LeafValue) -> Bool {
        guard value.kind == .string, value.text.count >= 8 else { return false }
        let letters = value.text.count { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
        let digits = value.text.count { $0 &- UInt8(ascii: "0") < 10 }
        return letters > 0 && digits > 0 || letters > 0 && value.text.count >= 20
    }

    private static let words: Set<String> = [
        "id", "ids", "uuid", "guid", "uid", "oid", "key", "ref", "reference", "number", "no", "nr", "code", "handle",
    ]

    /// Whether the last word of a place's name is one for ids: `order_id`, `orderId`, `number`.
    private static func isNamedAsID(_ place: String) -> Bool {
        guard let name = JSONPointer(place)?.tokens.last(where: { $0 != "*" }) else { return false }
        var words = [""]
        var before: Character = "_"
        for character in name {
            if !character.isLetter && !character.isNumber {
                words.append("")
            } else {
                if character.isUppercase, !before.isUppercase { words.append("") }
                words[words.count - 1].append(character)
            }
            before = character
        }
        return Self.words.contains((words.last ?? "").lowercased())
    }

    private static func pattern(_ pointer: JSONPointer) -> String {
        JSONPointer(tokens: pointer.tokens.map { Int($0) == nil ? $0 : "*" }).description
    }

    /// `/orders/*/id` -> `order`, `/client_id` -> `client`, `/clientId` -> `client`, `/owner` -> `owner`
    private static func domain(of place: String) -> String? {
        let tokens = (JSONPointer(place)?.tokens ?? []).filter { $0 != "*" }
        guard let last = tokens.last,
            tokens.suffix(2).allSatisfy({ token in
                token.unicodeScalars.allSatisfy {
                    $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-".contains(Character($0)))
                }
            })
        else { return nil }
        for suffix in ["_id", "Id", "ID", "-id"] where last.hasSuffix(suffix) && last.count > suffix.count {
            return last.dropLast(suffix.count).lowercased()
        }
        guard last == "id" else { return last.lowercased() }
        guard let list = tokens.dropLast().last else { return nil }
        return list.hasSuffix("s") ? String(list.dropLast()) : list
    }
}
