import CLibFuzzer
import Foundation

// libFuzzer on one subject. The build gives every executable a `main` of its own, so the form of libFuzzer without one is
// linked, and is called here.

guard subject != nil else {
    FileHandle.standardError.write(Data("error: no such subject\n".utf8))
    exit(64)
}

var count = CommandLine.argc
var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(LLVMFuzzerRunDriver(&count, &words) { readOneInput($0, $1) })
