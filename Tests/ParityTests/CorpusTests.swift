import Foundation
import Parity
import Testing

/// Holds the comparison to the labelled pairs of `Corpus`.
struct CorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")

    /// May only rise: the shares of expected differences that are found as they are labelled, and of found ones that were
    /// expected; and the number of pairs.
    private static let ratchet = (recall: 1.0, precision: 1.0, pairs: 350)

    @Test func `Recall and precision on the corpus do not fall`() throws {
        var score = CorpusScore()
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        where name.hasSuffix(".corpus") {
            let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
            for pair in CorpusPair.pairs(in: text) { try score.add(pair) }
        }
        print("corpus: \(score.pairs) pairs, recall \(score.recall), precision \(score.precision)")
        for complaint in score.complaints { print("corpus: \(complaint)") }
        #expect(score.pairs >= Self.ratchet.pairs)
        #expect(score.recall >= Self.ratchet.recall)
        #expect(score.precision >= Self.ratchet.precision)
        #expect(score.wrongVerdicts == 0)
    }

    @Test func `A pair seen from the other side has its differences mirrored`() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        where name.hasSuffix(".corpus") {
            let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
            for pair in CorpusPair.pairs(in: text) where pair.rules.isEmpty && !pair.isUnknown {
                var context = try pair.context()
                let there = Comparator.compare(monolith: pair.monolith, service: pair.service, context: context)
                swap(&context.monolithBases, &context.serviceBases)
                let back = Comparator.compare(monolith: pair.service, service: pair.monolith, context: context)
                #expect(there.verdict == back.verdict, "\(pair.reason)")
                #expect(there.differences.count == back.differences.count, "\(pair.reason)")
            }
        }
    }
}
