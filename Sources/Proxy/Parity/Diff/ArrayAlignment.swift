/// Which elements of two arrays belong together, found by a key for each, in n log n.
///
/// Elements with equal keys are partners (the k-th with the k-th where a key repeats). Of the partners, a longest run
/// that both sides have in the same order are *anchors*; partners off it have moved. What has no partner and lies between
/// the same two anchors on both sides was changed, or is only on one side: ``pairGaps(isOrdered:likeness:)`` decides.
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

    /// How many elements only one side has.
    var surplus: Int { onlyLeft.count + onlyRight.count }

    /// Every element with the one at the same index; the longer side's rest alone.
    init(byPlace leftCount: Int, _ rightCount: Int) {
        let shorter = min(leftCount, rightCount)
        pairs = (0..<shorter).map { Pair(left: $0, right: $0) }
        onlyLeft = Array(shorter..<leftCount)
        onlyRight = Array(shorter..<rightCount)
    }

    /// - Parameters:
    ///   - isOrdered: partners that stand in another order have moved; otherwise nothing has.
    ///   - pairsOthers: whether elements without a partner may be one that was changed.
    ///   - isStrict: pair them only where they are alike, also if both sides have as many.
    ///   - likeness: how much two elements have in common, 0...1, by index.
    init(
        _ left: [UInt64], _ right: [UInt64], isOrdered: Bool, pairsOthers: Bool = true, isStrict: Bool = false,
        likeness: (_ left: Int, _ right: Int) -> Double
    ) {
        let shorter = min(left.count, right.count)
        let head = (0..<shorter).first { left[$0] != right[$0] } ?? shorter
        let tail =
            (0..<shorter - head).first { left[left.count - 1 - $0] != right[right.count - 1 - $0] } ?? shorter - head
        // What both begin and end with are partners by their place; that makes one insertion one, whatever repeats.
        pairs =
            (0..<head).map { Pair(left: $0, right: $0) }
            + Self.partners(left, head..<left.count - tail, right, head..<right.count - tail)
            + (0..<tail).reversed().map { Pair(left: left.count - 1 - $0, right: right.count - 1 - $0) }
        let anchors = isOrdered ? Self.longestRun(pairs) : []
        isMoved = isOrdered && anchors.count < pairs.count
        pairGaps(between: anchors, left.count, right.count, pairsOthers: pairsOthers, isStrict: isStrict, likeness)
        pairs.sort { $0.left < $1.left }
        onlyLeft.sort()
        onlyRight.sort()
    }

    /// Elements with equal keys, by the left index.
    private static func partners(
        _ left: [UInt64], _ leftRange: Range<Int>, _ right: [UInt64], _ rightRange: Range<Int>
    ) -> [Pair] {
        guard !leftRange.isEmpty, !rightRange.isEmpty else { return [] }
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

    private mutating func pairGaps(
        between anchors: [Pair], _ leftCount: Int, _ rightCount: Int, pairsOthers: Bool, isStrict: Bool,
        _ likeness: (Int, Int) -> Double
    ) {
        var hasPartnerLeft = [Bool](repeating: false, count: leftCount)
        var hasPartnerRight = [Bool](repeating: false, count: rightCount)
        for pair in pairs {
            hasPartnerLeft[pair.left] = true
            hasPartnerRight[pair.right] = true
        }
        var budget = GapPairing.comparisonLimit
        var start = Pair(left: 0, right: 0)
        for end in anchors + [Pair(left: leftCount, right: rightCount)] {
            let left = (start.left..<end.left).filter { !hasPartnerLeft[$0] }
            let right = (start.right..<end.right).filter { !hasPartnerRight[$0] }
            start = Pair(left: end.left + 1, right: end.right + 1)
            guard pairsOthers, !left.isEmpty, !right.isEmpty else {
                onlyLeft += left
                onlyRight += right
                continue
            }
            let gap = GapPairing(left, right, isStrict: isStrict, budget: &budget, likeness)
            pairs += gap.pairs
            onlyLeft += gap.onlyLeft
            onlyRight += gap.onlyRight
        }
    }
}

/// Pairs elements of two short runs that have no equal keys, so that what was changed is told from what was added.
struct GapPairing {
    /// Comparisons of two elements for all gaps of two arrays together.
    static let comparisonLimit = 4096
    /// Less in common than this is another element.
    private static let leastLikeness = 0.3
    /// The same where nothing else speaks for it.
    private static let strictLikeness = 0.6

    private(set) var pairs: [ArrayAlignment.Pair] = []
    private(set) var onlyLeft: [Int] = []
    private(set) var onlyRight: [Int] = []

    /// In equal number elements are paired in order; otherwise so that they have the most in common, in order. Runs beyond
    /// the budget are paired in order too. Strictly, they are paired by what they have in common or not at all.
    init(_ left: [Int], _ right: [Int], isStrict: Bool, budget: inout Int, _ likeness: (Int, Int) -> Double) {
        let fits = left.count * right.count <= budget
        if isStrict, !fits {
            (onlyLeft, onlyRight) = (left, right)
            return
        }
        guard isStrict || left.count != right.count, fits else {
            let shorter = min(left.count, right.count)
            pairs = zip(left, right).map { ArrayAlignment.Pair(left: $0, right: $1) }
            onlyLeft = Array(left[shorter...])
            onlyRight = Array(right[shorter...])
            return
        }
        budget -= left.count * right.count
        align(left, right, isStrict ? Self.strictLikeness : Self.leastLikeness, likeness)
    }

    /// The best sum of likenesses over all pairings in order (as in Needleman and Wunsch).
    private mutating func align(
        _ left: [Int], _ right: [Int], _ least: Double, _ likeness: (Int, Int) -> Double
    ) {
        let width = right.count + 1
        var best = [Double](repeating: 0, count: (left.count + 1) * width)
        var likenesses = best
        for row in left.indices.reversed() {
            for column in right.indices.reversed() {
                let found = likeness(left[row], right[column])
                likenesses[row * width + column] = found
                let skipped = max(best[(row + 1) * width + column], best[row * width + column + 1])
                let paired = found < least ? 0 : found + best[(row + 1) * width + column + 1]
                best[row * width + column] = max(skipped, paired)
            }
        }
        var row = 0
        var column = 0
        while row < left.count, column < right.count {
            let found = likenesses[row * width + column]
            if found >= least,
                best[row * width + column] == found + best[(row + 1) * width + column + 1]
            {
                pairs.append(ArrayAlignment.Pair(left: left[row], right: right[column]))
                row += 1
                column += 1
            } else if best[row * width + column] == best[(row + 1) * width + column] {
                onlyLeft.append(left[row])
                row += 1
            } else {
                onlyRight.append(right[column])
                column += 1
            }
        }
        onlyLeft += left[row...]
        onlyRight += right[column...]
    }
}
