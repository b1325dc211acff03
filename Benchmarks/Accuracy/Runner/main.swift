/// `swift run -c release ficus-accuracy [pairs] [seed] [--further] [--complaints]`: recall, verdict errors and false alarms on labelled
/// pairs. Prints the tables of docs/parity-accuracy.md.
import AccuracyMaterial
import Foundation
import Parity

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let pairs = numbers.first ?? 12_000
let seed = UInt64(numbers.dropFirst().first ?? 1)
let isComplaining = CommandLine.arguments.contains("--complaints")

if CommandLine.arguments.contains("--processes") {
    print(ProcessTable.text(draws: pairs, seed: seed, isComplaining: CommandLine.arguments.contains("--complaints")))
    exit(0)
}

let rules = ComparisonRules(headers: ComparisonRules.defaultHeaders)
let isFurther = CommandLine.arguments.contains("--further")
var source =
    isFurther
    ? PairSource(seed: seed, documents: Document.further, movements: Movement.further) : PairSource(seed: seed)
var score = Score()
let shares: [(LabelledPair.Class, Double)] = [(.equal, 0.15), (.volatile, 0.3), (.real, 0.3), (.inside, 0.25)]
for (kind, share) in shares {
    for _ in 0..<Int(Double(pairs) * share) {
        let pair = source.next(kind)
        score.add(
            pair,
            Judge.judge(
                monolith: pair.monolith, service: pair.service, monolithAgain: pair.again, rules: rules))
    }
}
print(Table(score).text)
if isComplaining { for complaint in score.complaints { print(complaint) } }
