import Synchronization

/// Judges the ids of one exchange: equal up to renaming by what is known, and remembers what it took on trust.
package final class ExchangeIdentityJudge: IdentityJudge {
    /// Two ids in links that were taken for names of one thing.
    struct Trusted {
        var path: DifferencePath
        var domain: String
        var monolith: [UInt8]
        var service: [UInt8]
    }

    let lookup: IdentityLookup
    /// Where each side believes to stand; links may differ in it.
    private let bases: (monolith: [String], service: [String])
    private let trusted = Mutex<[Trusted]>([])

    init(_ lookup: IdentityLookup, monolithBases: [String], serviceBases: [String]) {
        self.lookup = lookup
        bases = (monolithBases, serviceBases)
    }

    package var rules: IdentityRules { lookup.rules }

    package var presumesRenaming: Bool { lookup.presumesRenaming }

    /// What was taken on trust in links.
    var trustedLinks: [Trusted] { trusted.withLock(\.self) }

    package func areEquivalent(_ monolith: LeafValue, _ service: LeafValue, at path: DifferencePath) -> Bool {
        guard let place = lookup.rules.place(at: path) else { return areEquivalentLinks(monolith, service, at: path) }
        guard let domain = place.domain else { return Self.areOpaque(monolith, service) }
        if Self.isLink(monolith), Self.isLink(service) {
            return areEquivalentLinks(monolith, service, at: path, domain)
        }
        return lookup.finding(monolith, service, domain, at: place.text).isEquivalent
    }

    package func monolithName(of service: LeafValue, at path: DifferencePath) -> LeafValue? {
        guard let domain = lookup.rules.place(at: path)?.domain else { return nil }
        guard let pair = lookup.map[lookup.rules.space(domain)].pair(service: service.text) else {
            // Where ids differ, one that is not known is no name of the monolith's, even if it looks like one.
            return lookup.sharesUnknown(domain) ? nil : LeafValue(kind: service.kind, text: [0] + service.text)
        }
        return LeafValue(
            kind: service.kind == .text ? .text : pair.isMonolithNumber ? .number : .string, text: pair.monolith)
    }

    /// Both there, of one type; of entity tags both weak or both strong (RFC 9110 section 8.8.3).
    private static func areOpaque(_ monolith: LeafValue, _ service: LeafValue) -> Bool {
        let isWeak = monolith.text.starts(with: "W/\"".utf8) == service.text.starts(with: "W/\"".utf8)
        return monolith.kind == service.kind && monolith.text.isEmpty == service.text.isEmpty && isWeak
    }

    // MARK: Links

    private static func isLink(_ value: LeafValue) -> Bool {
        (value.kind == .string || value.kind == .text) && LinkText.isLink(value.text)
    }

    /// - Parameter domain: what the link is to, where a rule says so and no pattern does.
    private func areEquivalentLinks(
        _ monolith: LeafValue, _ service: LeafValue, at path: DifferencePath, _ domain: String? = nil
    ) -> Bool {
        guard monolith.kind == service.kind, monolith.kind == .string || monolith.kind == .text else { return false }
        let isField = path == .header("link")
        let links = lookup.rules.links
        let pair: (LinkText, LinkText)? =
            if let left = LinkText(monolith.text, links, isField: isField),
                let right = LinkText(service.text, links, isField: isField)
            {
                (left, right)
            } else if let domain, let common = LinkText.pair(monolith.text, service.text, domain) {
                common
            } else {
                nil
            }
        guard let (left, right) = pair, left.pieces.count == right.pieces.count else { return false }
        var found: [Trusted] = []
        for (left, right) in zip(left.pieces, right.pieces) {
            switch (left, right) {
            case (.text(let left), .text(let right)):
                guard left == right || isSameBase(left, right) else { return false }
            case (.id(let left, let domain), .id(let right, let other)) where domain == other:
                let finding = lookup.finding(
                    LeafValue(kind: .text, text: left), LeafValue(kind: .text, text: right), domain,
                    at: "link:\(domain)")
                guard finding.isEquivalent else { return false }
                if finding != .known {
                    found.append(Trusted(path: path, domain: domain, monolith: left, service: right))
                }
            default: return false
            }
        }
        trusted.withLock { $0 += found }
        return true
    }

    private func isSameBase(_ monolith: [UInt8], _ service: [UInt8]) -> Bool {
        bases.monolith.contains { monolith.elementsEqual($0.utf8) }
            && bases.service.contains { service.elementsEqual($0.utf8) }
    }
}

extension LinkText {
    /// Two links that are equal but for one or more ids of a domain, where no pattern says what they are made of.
    static func pair(_ left: [UInt8], _ right: [UInt8], _ domain: String) -> (LinkText, LinkText)? {
        let (leftParts, rightParts) = (parts(of: left), parts(of: right))
        guard leftParts.count == rightParts.count else { return nil }
        var pair = (LinkText(), LinkText())
        for (left, right) in zip(leftParts, rightParts) {
            if left == right {
                pair.0.append(text: left)
                pair.1.append(text: right)
            } else {
                pair.0.append(id: left, domain: domain)
                pair.1.append(id: right, domain: domain)
            }
        }
        return pair
    }

    private init() {}

    /// What stands between the delimiters of a link, and those.
    private static func parts(of link: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in link.enumerated() where "/?&=#".utf8.contains(byte) {
            parts.append(link[start..<index])
            parts.append(link[index...index])
            start = index + 1
        }
        return parts + [link[start...]]
    }
}
