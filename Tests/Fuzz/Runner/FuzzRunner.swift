import Foundation
import FuzzSubjects

/// The seeded mutational fuzzer.
///
///     ficus-fuzz run SUBJECT|all SECONDS [SEED]     runs in a child, which may end in any way
///     ficus-fuzz try SUBJECT FILE                   one input, in this process
///
/// The child writes each input down before it reads it, so a trap leaves its cause behind. A failing input is made
/// smaller by children, saved, and printed with the seed.
@main
struct FuzzRunner {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch (words.first, words.count) {
        case ("run", 3...4):
            let seconds = Double(words[2]) ?? 0
            let seed = words.count == 4 ? UInt64(words[3]) ?? 0 : UInt64.random(in: 1...999_999)
            let subjects = words[1] == "all" ? FuzzSubject.all : [try subject(words[1])]
            var failed = 0
            for subject in subjects {
                let campaign = Campaign(subject, seconds: seconds / Double(subjects.count), seed: seed)
                if try !campaign.run() { failed += 1 }
            }
            exit(failed == 0 ? 0 : 1)
        case ("try", 3): try attempt(subject(words[1]), Array(Data(contentsOf: URL(fileURLWithPath: words[2]))))
        case ("work", 5):
            try work(
                subject(words[1]), seconds: Double(words[2]) ?? 0, seed: UInt64(words[3]) ?? 0, notebook: words[4])
        default:
            print("usage: ficus-fuzz run SUBJECT|all SECONDS [SEED] | try SUBJECT FILE")
            exit(64)
        }
    }

    private static func subject(_ name: String) throws -> FuzzSubject {
        guard let subject = FuzzSubject(rawValue: name) else {
            print("no subject \(name); there are \(FuzzSubject.all.map(\.rawValue).joined(separator: ", "))")
            exit(64)
        }
        return subject
    }

    private static func attempt(_ subject: FuzzSubject, _ bytes: [UInt8]) {
        alarm(Campaign.patience)
        do {
            try subject.check(bytes)
        } catch {
            print(error)
            exit(2)
        }
    }

    /// The child: reads input after input until its time is up.
    private static func work(_ subject: FuzzSubject, seconds: Double, seed: UInt64, notebook: String) throws {
        let corpus = Corpus.seeds(of: subject)
        var mutation = Mutation(subject, corpus: corpus, seed: seed)
        let page = try Notebook(path: notebook)
        let end = ContinuousClock.now + .seconds(seconds)
        var count = 0
        for seed in corpus { run(seed) }
        while count % 64 != 0 || ContinuousClock.now < end { run(mutation.next()) }
        print(count)

        func run(_ bytes: [UInt8]) {
            // Who reads one input for so long is stuck in it.
            if count % 64 == 0 { alarm(Campaign.patience) }
            count += 1
            page.write(bytes)
            do {
                try subject.check(bytes)
            } catch {
                print(error)
                exit(2)
            }
        }
    }
}
