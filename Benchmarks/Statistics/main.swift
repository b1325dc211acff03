/// `swift run -c release ficus-statistics [streams]`: does a gate keep the risk that it states, and does its memory
/// stay bounded? Prints the tables of docs/parity-statistics.md.
import Parity

let streams = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
FalseOpenings(streams: streams).run()
EvidenceMemory().run()
