import Testing

@testable import Parity

/// Content codings, against what zlib wrote.
struct EncodingTests {
    /// A list of forty objects, compressed with dynamic codes.
    private static let dynamic =
        "1f8b080000000000020375d4316ec3301044d1ab18ac5d70772952d255821409ccc280a5c2712ac3778f81001c35bfffd5c3ee3cd3edfaf348ebc7335d2f69cde7b47f6d3dada9dffad6f7c769ffddbefbfd94d3ebfc9f18256d244e8995d104356ea329d8cca399a8896934959ae2a369d82ca399a999ea68166a6a881099dbc199a1256d483d8bdad07a91b521f6226c436dcbe236f43613b835ae446e686e2e7443750bb17be6bb94bb1b578713e71b9f24ef286f55f45eb892bdb37d93bdb3fd2c7b67fb59f6cef68bec1ded3dcb3e32ffbbecc3b8927da0bdfb6160786142f6c11b13b20fb4f722fb407b9f641f8d2bd907da7b957db07d7bdb7fbefe00d96a36d6df050000"
    /// `hello hello hello hello`, with fixed codes.
    private static let fixed = "1f8b0800000000000203cb48cdc9c957c8402701e3513d8d17000000"
    /// `abc`, stored.
    private static let stored = "1f8b0800000000000403010300fcff616263c241243503000000"

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = Array(hexadecimal.utf8)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }

    @Test(arguments: [(fixed, "hello hello hello hello"), (stored, "abc")])
    func `What zlib compresses is read`(compressed: String, text: String) throws {
        #expect(try ContentCoding.decode(Self.bytes(compressed), Array("gzip".utf8)) == Array(text.utf8))
    }

    @Test func `Dynamic codes are read`() throws {
        let list = (0..<40).map { #"{"id":\#($0),"name":"element number \#($0 * 7)"}"# }.joined(separator: ",")
        #expect(
            try ContentCoding.decode(Self.bytes(Self.dynamic), Array("GZIP".utf8)) == Array("{\"list\":[\(list)]}".utf8)
        )
    }

    @Test func `Members of gzip follow one another`() throws {
        let twice = Self.bytes(Self.stored) + Self.bytes(Self.stored)
        #expect(try ContentCoding.decode(twice, Array("x-gzip".utf8)) == Array("abcabc".utf8))
    }

    @Test func `Each cut and each flipped byte is told, and nothing traps`() {
        let whole = Self.bytes(Self.dynamic)
        for end in whole.indices {
            #expect(throws: ContentCoding.Failure.broken) {
                try ContentCoding.decode(Array(whole[..<end]), Array("gzip".utf8))
            }
        }
        let text = try? ContentCoding.decode(whole, Array("gzip".utf8))
        for index in whole.indices {
            var flipped = whole
            flipped[index] ^= 0x40
            // A few bits say nothing: the time, the system, what fills up the last byte.
            let read = try? ContentCoding.decode(flipped, Array("gzip".utf8))
            #expect(read == nil || read == text, "byte \(index)")
        }
    }

    @Test func `A bomb is no memory`() {
        // "Copy 258 bytes from one before" in two bits, over and over.
        let bomb = Self.bytes(Self.bombHead) + [UInt8](repeating: 0, count: 60_000)
        #expect(throws: ContentCoding.Failure.tooLarge) {
            _ = try ContentCoding.decode(bomb, Array("gzip".utf8))
        }
    }

    private static let bombHead = "1f8b0800000000000203ecc101010000008090feafee080a"

    @Test(arguments: ["zstd", "compress", "gzip, gzip, gzip"])
    func `A coding that is not known is told`(coding: String) {
        #expect(throws: ContentCoding.Failure.unknown) { try ContentCoding.decode([1, 2, 3], Array(coding.utf8)) }
    }

    /// `hello hello hello hello, said the brotli ` and `and again ` forty times.
    private static let brotli =
        "1bb801e815a1d2a13c96eae9abe518f3cc83320e1c56cb8778637e4cf54146d317e2da34d4e982f4067db08b672a"
    /// Fifty million zeros.
    private static let brotliBomb =
        "cbffff3ff82700e2b14020f7fe8fffff7ff04f00c4611180eefd1fffffffe09f0088c30200ddfb3ffeffffc13f0110870500baf77ffc"
        + "ffff837f02200e0b0074effff20f5e0fff04401c1600e8a0eb01"

    @Test(.enabled(if: Brotli.system != nil)) func `Brotli is read where the machine has its library`() throws {
        let text = "hello hello hello hello, said the brotli " + String(repeating: "and again ", count: 40)
        let whole = Self.bytes(Self.brotli)
        #expect(try ContentCoding.decode(whole, Array("br".utf8)) == Array(text.utf8))
        for wrong in [Array(whole.dropLast()), whole + [0], [], [1, 2, 3]] {
            #expect(throws: ContentCoding.Failure.broken) { try ContentCoding.decode(wrong, Array("br".utf8)) }
        }
        #expect(throws: ContentCoding.Failure.tooLarge) {
            try ContentCoding.decode(Self.bytes(Self.brotliBomb), Array("br".utf8))
        }
        for index in whole.indices {
            var flipped = whole
            flipped[index] ^= 0x40
            _ = try? ContentCoding.decode(flipped, Array("br".utf8))
        }
    }

    @Test func `A machine without the library of Brotli is told by nothing being there`() {
        #expect(Brotli(library: "libficus-has-no-such-library.so.1") == nil)
    }
}
