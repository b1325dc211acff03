/// `swift run -c release ficus-statistics [streams [routes]]`: does a gate keep the risk that it states, and does its memory
/// stay bounded? Prints the tables of docs/parity-statistics.md.
import Parity

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let streams = numbers.first ?? 10_000
if streams > 0 { FalseOpenings(streams: streams).run() }
EvidenceMemory(routes: numbers.dropFirst().first ?? 10_000).run()
