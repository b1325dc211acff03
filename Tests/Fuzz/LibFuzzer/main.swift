import CLibFuzzer
import Foundation
import FuzzSubjects

// libFuzzer on one subject, which `FICUS_FUZZ_SUBJECT` names. The build gives every executable a `main` of its own, so the
// form of libFuzzer without one is linked, and is called here.

private let name = ProcessInfo.processInfo.environment["FICUS_FUZZ_SUBJECT"] ?? "head"
guard let subject = FuzzSubject(rawValue: name) else {
    FileHandle.standardError.write(Data("error: no subject \(name)\n".utf8))
    exit(64)
}

var count = CommandLine.argc
var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
    LLVMFuzzerRunDriver(&count, &words) { bytes, count in
        do {
            try subject.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
        } catch {
            // Why: whatever does not hold ends the process, which is how libFuzzer learns of it.
            fatalError("\(error)")
        }
        return 0
    })
