import NIOCore
import Testing

@testable import HTTPWire

@Suite struct `A head written in pieces` {
    @Test(arguments: [0, 1, 5, 11, 12, 4_096])
    func `is whole whatever was estimated`(estimate: Int) {
        var buffer = ByteBuffer(string: "before ")
        buffer.writeHead(estimate: estimate) { writer in
            writer.write("Name: ")
            writer.write(Array("value".utf8))
            writer.write(Array("\r\n".utf8).span)
        }
        #expect(String(buffer: buffer) == "before Name: value\r\n")
    }

    @Test func `may be empty`() {
        var buffer = ByteBuffer()
        buffer.writeHead(estimate: 0) { _ in }
        #expect(buffer.readableBytes == 0)
    }
}
