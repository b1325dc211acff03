import Foundation
import FuzzSubjects
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3))) struct `The fuzzer` {
    @Test(arguments: FuzzSubject.all)
    func `finds nothing in what it begins with`(subject: FuzzSubject) throws {
        let seeds = Corpus.seeds(of: subject)
        #expect(seeds.count >= 5)
        for seed in seeds { try subject.check(seed) }
    }

    @Test(arguments: FuzzSubject.all)
    func `finds nothing in a thousand inputs made of it`(subject: FuzzSubject) throws {
        var mutation = Mutation(subject, corpus: Corpus.seeds(of: subject), seed: 1)
        for number in 0..<1_000 {
            let input = mutation.next()
            #expect(throws: Never.self, "input \(number): \(input)") { try subject.check(input) }
        }
    }

    @Test func `makes the same inputs of the same seed`() {
        var one = Mutation(.head, corpus: Corpus.seeds(of: .head), seed: 7)
        var two = Mutation(.head, corpus: Corpus.seeds(of: .head), seed: 7)
        var three = Mutation(.head, corpus: Corpus.seeds(of: .head), seed: 8)
        let inputs = (0..<100).map { _ in one.next() }
        #expect(inputs == (0..<100).map { _ in two.next() })
        #expect(inputs != (0..<100).map { _ in three.next() })
    }

    @Test func `survives a trap, says what caused it, and makes it small`() async throws {
        let folder = try TemporaryFolder("fuzz")
        let fuzzer = BuildFolder.executable("ficus-fuzz")
        let run = try await Command.run(
            fuzzer, ["run", "trap", "120", "3"], environment: ["FICUS_FUZZ_FAILURES": folder.path])
        #expect(run.code == 1)
        #expect(run.output.contains("seed 3: FAILED, it trapped with signal"), "\(run.output)")
        let kept = try Data(contentsOf: folder.url.appending(path: "trap-3.input"))
        #expect(kept == Data("TRAP".utf8))
        let again = try await Command.run(
            fuzzer, ["try", "trap", folder.path("trap-3.input")], environment: ["SWIFT_BACKTRACE": "enable=no"])
        #expect(again.code > 128)
    }
}
