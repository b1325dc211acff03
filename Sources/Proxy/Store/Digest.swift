import Crypto
import Foundation

/// SHA-256 as lower-case hex.
enum Digest {
    static func hex(of text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
