/// How many different keys were seen, in bounded memory: the least of their hashes are kept (KMV, Bar-Yossef et al. 2002).
///
/// Exact up to the limit, and within some 6 % beyond: of n random numbers in 0..<1 the k-th least lies at about k / n.
/// Merges in any order. A key is never kept, only its hash.
package struct DistinctCount: Sendable, Equatable, Codable {
    /// As many hashes are kept, 2 KiB of them.
    package static let limit = 256

    /// Ascending.
    private var least: [UInt64] = []

    package init() {}

    /// - Parameter hash: 64 bits, all of them as good as random.
    package mutating func insert(_ hash: UInt64) {
        if least.count == Self.limit, let last = least.last, hash >= last { return }
        var low = 0
        var high = least.count
        while low < high {
            let middle = (low + high) / 2
            if least[middle] < hash { low = middle + 1 } else { high = middle }
        }
        guard low == least.count || least[low] != hash else { return }
        // First out, then in: the array never grows beyond the limit.
        if least.count == Self.limit { least.removeLast() }
        least.insert(hash, at: low)
    }

    package mutating func merge(_ other: DistinctCount) {
        for hash in other.least { insert(hash) }
    }

    package var count: UInt64 {
        guard least.count == Self.limit, let last = least.last, last > 0 else { return UInt64(least.count) }
        return UInt64(Double(Self.limit - 1) / (Double(last) / Double(UInt64.max)))
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        least = text.split(separator: " ").compactMap { UInt64($0, radix: 36) }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(least.map { String($0, radix: 36) }.joined(separator: " "))
    }
}
