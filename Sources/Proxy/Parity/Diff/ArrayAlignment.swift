/// Which elements of two arrays belong together, found by a key for each, in n log n.
///
/// Elements with equal keys are partners (the k-th with the k-th where a key repeats). Of the partners, a longest run
/// that both sides have in the same order are *anchors*; partners off it have moved. What has no partner and lies between
/// the same two anchors on both sides, in equal number, is paired in order: an element that was changed.
struct ArrayAlignment {
    struct Pair {
        var left: Int
        var right: Int
    }

    /// Partners and changed elements, by the left index.
    private(set) var pairs: [Pair] = []
    private(set) var onlyLeft: [Int] = []
    private(set) var onlyRight: [Int] = []
    /// Some partners stand in another order.
    private(set) var isMoved = false
    /// No element lacks a partner: the same elements in another order.
    private(set) var isReordering = false

    /// How many pairs are elements that were changed.
    private var changed = 0

    /// How many elements only one side has.
    var surplus: Int { onlyLeft.count + onlyRight.count }

    /// How many differences this alignment tells, where each changed element is one.
    var cost: Int { surplus + changed + (isMoved ? 1 : 0) }

    init(_ left: [UInt64], _ right: [UInt64]) {
        let shorter = min(left.count, right.count)
        let head = (0..<shorter).first { left[$0] != right[$0] } ?? shorter
        let tail =
            (0..<shorter - head).first { left[left.count - 1 - $0] != right[right.count - 1 - $0] } ?? shorter - head
        // What both begin and end with are partners by their place; that makes one insertion one, whatever repeats.
        let partners =
            (0..<head).map { Pair(left: $0, right: $0) }
            + Self.partners(left, head..<left.count - tail, right, head..<right.count - tail)
            + (0..<tail).reversed().map { Pair(left: left.count - 1 - $0, right: right.count - 1 - $0) }
        let anchors = Self.longestRun(partners)
        isMoved = anchors.count < partners.count
        isReordering = partners.count == left.count && partners.count == right.count
        pairs = partners
        pairGaps(between: anchors, left.count, right.count)
        changed = pairs.count - partners.count
        pairs.sort { $0.left < $1.left }
    }

    /// Elements with equal keys, by the left index.
    private static func partners(
        _ left: [UInt64], _ leftRange: Range<Int>, _ right: [UInt64], _ rightRange: Range<Int>
    ) -> [Pair] {
        var places: [UInt64: [Int]] = [:]
        for index in rightRange.reversed() {
            places[right[index], default: []].append(index)
        }
        var partners: [Pair] = []
        for index in leftRange {
            if let place = places[left[index]]?.popLast() { partners.append(Pair(left: index, right: place)) }
        }
        return partners
    }

    /// A longest subsequence with rising right indices (patience sorting).
    private static func longestRun(_ partners: [Pair]) -> [Pair] {
        /// `tails[k]` is the partner that ends the best run of length k + 1.
        var tails: [Int] = []
        var previous = [Int](repeating: -1, count: partners.count)
        for index in partners.indices {
            var low = 0
            var high = tails.count
            while low < high {
                let middle = (low + high) / 2
                if partners[tails[middle]].right < partners[index].right { low = middle + 1 } else { high = middle }
            }
            if low > 0 { previous[index] = tails[low - 1] }
            if low == tails.count { tails.append(index) } else { tails[low] = index }
        }
        var run: [Pair] = []
        var index = tails.last ?? -1
        while index >= 0 {
            run.append(partners[index])
            index = previous[index]
        }
        return run.reversed()
    }

    private mutating func pairGaps(between anchors: [Pair], _ leftCount: Int, _ rightCount: Int) {
        var hasPartnerLeft = [Bool](repeating: false, count: leftCount)
        var hasPartnerRight = [Bool](repeating: false, count: rightCount)
        for pair in pairs {
            hasPartnerLeft[pair.left] = true
            hasPartnerRight[pair.right] = true
        }
        var start = Pair(left: 0, right: 0)
        for end in anchors + [Pair(left: leftCount, right: rightCount)] {
            let left = (start.left..<end.left).filter { !hasPartnerLeft[$0] }
            let right = (start.right..<end.right).filter { !hasPartnerRight[$0] }
            if left.count == right.count {
                pairs += zip(left, right).map { Pair(left: $0, right: $1) }
            } else {
                onlyLeft += left
                onlyRight += right
            }
            start = Pair(left: end.left + 1, right: end.right + 1)
        }
    }
}
