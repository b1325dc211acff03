import Foundation
import FuzzSubjects

// The entry points of libFuzzer, which brings its own `main` and calls these. `FICUS_FUZZ_SUBJECT` names the subject.

private let subject: FuzzSubject = {
    let name = ProcessInfo.processInfo.environment["FICUS_FUZZ_SUBJECT"] ?? "head"
    guard let subject = FuzzSubject(rawValue: name) else {
        // Why: there is nobody to return an error to before the first input.
        fatalError("no subject \(name)")
    }
    return subject
}()

/// Reads one input; whatever does not hold ends the process, which is how libFuzzer learns of it.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try subject.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
        // Why: this is what the fuzzer waits for.
        fatalError("\(error)")
    }
    return 0
}
