/// Finds what names the elements of two lists: a declared key, an `id`, or another member that only names have.
struct ElementKeys {
    /// One hash for each element; unlike any other where an element has no key.
    var left: [UInt64]
    var right: [UInt64]
    /// The key is a name for certain, so that it decides even where comparing by place would find less.
    var isCertain: Bool
    /// The keys are ids that have other names on the other side, so that equal bytes mean nothing.
    var isRenamed = false
    /// Elements of either side whose id has no known name on the other, where ids have other names there.
    var unknownLeft: Set<Int> = []
    var unknownRight: Set<Int> = []

    /// Members that name an element wherever they stand, the surest first.
    private static let names = ["id", "_id", "uuid", "guid", "ID", "Id"].map { Array($0.utf8) }
    /// Members that often do, where they are all different.
    private static let likelyNames = [
        "key", "sku", "isin", "symbol", "code", "slug", "number", "reference", "ref", "name", "email", "login", "url",
        "href", "path", "date", "day", "currency", "type",
    ].map { Array($0.utf8) }
    /// At most this many other members are tried.
    private static let trialLimit = 6

    /// nil when nothing names the elements.
    init?(_ diff: JSONDiff, _ left: [Int], _ right: [Int], declared: [UInt8]?, parent: JSONDiff.Pair) {
        if let declared {
            self.init(diff, left, right, declared, parent, isCertain: true)
            return
        }
        for name in Self.names {
            if let keys = ElementKeys(diff, left, right, name, parent, isCertain: true), keys.areMostlyDifferent {
                self = keys
                return
            }
        }
        var trials = 0
        for name in Self.candidates(in: left, diff.monolith) where trials < Self.trialLimit {
            trials += 1
            if let keys = ElementKeys(diff, left, right, name, parent, isCertain: false), keys.areAllDifferent {
                self = keys
                return
            }
        }
        return nil
    }

    /// nil unless most elements have the member as a scalar.
    private init?(
        _ diff: JSONDiff, _ left: [Int], _ right: [Int], _ name: [UInt8], _ parent: JSONDiff.Pair, isCertain: Bool
    ) {
        var unnamed = 0
        var isRenamed = false
        var unknown: Set<Int> = []
        var named: Set<[UInt8]> = []
        func hash(_ document: JSONDocument, _ element: Int, _ isService: Bool) -> UInt64 {
            var hash = ByteHash(seed: 0)
            guard document.nodes[element].kind == .object, let value = document.member(name, of: element),
                [.string, .number].contains(document.nodes[value].kind)
            else {
                unnamed += 1
                hash.add(UInt64(unnamed) << 32 | UInt64(element))
                return hash.value
            }
            // As text, so that an id that became a string is one difference and not a whole list of them.
            var text = document.text(of: value)
            if isService, let identity = diff.context.identity {
                let path = diff.path(parent.trail, then: ["0", String(decoding: name, as: UTF8.self)])
                if let name = identity.monolithName(of: document.leaf(value), at: path) {
                    isRenamed = isRenamed || name.text != text
                    // No name of the monolith begins so: nobody knows what it is there.
                    if name.text.first == 0 { unknown.insert(element) } else { named.insert(name.text) }
                    text = name.text
                }
            }
            hash.add(text)
            return hash.value
        }
        self.left = left.map { hash(diff.monolith, $0, false) }
        self.right = right.map { hash(diff.service, $0, true) }
        self.isCertain = isCertain
        self.isRenamed = isRenamed
        if !unknown.isEmpty {
            unknownRight = Set(right.indices.filter { unknown.contains(right[$0]) })
            unknownLeft = Set(
                left.indices.filter { index in
                    let value = diff.monolith.member(name, of: left[index])
                    return value.map { !named.contains(diff.monolith.text(of: $0)) } ?? false
                })
        }
        guard unnamed * 2 <= left.count + right.count else { return nil }
    }

    private var areAllDifferent: Bool { Set(left).count == left.count && Set(right).count == right.count }

    /// A key that repeats here and there still names; one that nearly all share does not.
    private var areMostlyDifferent: Bool {
        Set(left).count * 4 >= left.count * 3 || Set(right).count * 4 >= right.count * 3
    }

    /// `orderId`, `order_id`, `orderid`; but neither `bid` nor `paid`.
    private static func isID(_ name: [UInt8]) -> Bool {
        let (stem, end) = (name.dropLast(2), name.suffix(2))
        if end.elementsEqual("Id".utf8) || end.elementsEqual("ID".utf8) { return true }
        return end.elementsEqual("id".utf8) && (stem.count > 2 || stem.last == UInt8(ascii: "_"))
    }

    private static func candidates(in elements: [Int], _ document: JSONDocument) -> [[UInt8]] {
        guard let first = elements.first, document.nodes[first].kind == .object else { return [] }
        var likely: [[UInt8]] = []
        var others: [[UInt8]] = []
        document.forEachMember(of: first) { key in
            let name = document.text(of: key)
            if likelyNames.contains(name) { likely.append(name) }
            if isID(name) { others.append(name) }
        }
        let rank = { (name: [UInt8]) in likelyNames.firstIndex(of: name) ?? likelyNames.count }
        return others + likely.sorted { rank($0) < rank($1) }
    }
}
