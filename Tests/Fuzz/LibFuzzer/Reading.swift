import Foundation
import FuzzSubjects

/// What is fuzzed: `FICUS_FUZZ_SUBJECT` names it; nil for no name of any.
let subject = FuzzSubject(rawValue: ProcessInfo.processInfo.environment["FICUS_FUZZ_SUBJECT"] ?? "head")

/// Reads one input.
func readOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try subject?.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
        // Why: whatever does not hold ends the process, which is how libFuzzer learns of it.
        fatalError("\(error)")
    }
    return 0
}
