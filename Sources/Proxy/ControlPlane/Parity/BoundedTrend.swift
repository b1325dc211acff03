import Foundation
import Parity

/// Puts to each point of a trend what was known by then: the mismatch rate so far, and the one that is ruled out.
struct BoundedTrend {
    private let compared: UInt64
    private let mismatches: UInt64
    private let confidence: Double

    /// A trend has at most so many points; longer stretches are joined.
    static let limit = 96

    /// - Parameter confidence: nil: no gate names one.
    init(_ evidence: Evidence, confidence: Double?) {
        compared = evidence.compared
        mismatches = evidence.mismatches
        self.confidence = confidence ?? RouteStory.usualConfidence
    }

    /// - Parameter points: oldest first; what the evidence has beside them came before them.
    func points(_ points: [AdminTrendPoint]) -> [AdminTrendPoint] {
        var points = Self.joined(ofThisEpoch(points))
        var all = compared - points.reduce(0) { $0 + $1.compared }
        var wrong = mismatches - min(mismatches, points.reduce(0) { $0 + $1.mismatches })
        for index in points.indices {
            all += points[index].compared
            wrong = min(all, wrong + points[index].mismatches)
            points[index].rate = Double(wrong) / Double(all)
            points[index].bound = SequentialTest.bound(
                matches: all - wrong, mismatches: wrong, confidence: confidence)
        }
        return points
    }

    /// The last ones that together have no more exchanges than the epoch: what goes beyond was compared before it.
    private func ofThisEpoch(_ points: [AdminTrendPoint]) -> [AdminTrendPoint] {
        var left = compared
        var kept: [AdminTrendPoint] = []
        for point in points.reversed() where point.compared > 0 {
            guard point.compared <= left else { break }
            left -= point.compared
            kept.append(point)
        }
        return kept.reversed()
    }

    /// As many stretches in one that no more than ``limit`` are left.
    private static func joined(_ points: [AdminTrendPoint]) -> [AdminTrendPoint] {
        guard points.count > limit, let first = points.first, let last = points.last else { return points }
        let stretch = last.start.timeIntervalSince(first.start) / Double(limit - 1)
        var joined: [AdminTrendPoint] = []
        var number = -1
        for point in points {
            let place = Int(point.start.timeIntervalSince(first.start) / stretch)
            if place == number, let index = joined.indices.last {
                joined[index].compared += point.compared
                joined[index].mismatches += point.mismatches
            } else {
                joined.append(point)
                number = place
            }
        }
        return joined
    }
}
