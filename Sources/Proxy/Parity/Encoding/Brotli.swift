import Glibc

/// Brotli (RFC 7932), read by the system's `libbrotlidec` where there is one: it is looked for when first needed, and
/// nothing but this coding needs it.
struct Brotli: Sendable {
    private typealias Create =
        @Sendable @convention(c) (
            UnsafeRawPointer?, UnsafeRawPointer?, UnsafeMutableRawPointer?
        ) -> OpaquePointer?
    private typealias Destroy = @Sendable @convention(c) (OpaquePointer?) -> Void
    private typealias Decompress =
        @Sendable @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<Int>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
            UnsafeMutablePointer<Int>?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, UnsafeMutablePointer<Int>?
        ) -> Int32

    private let create: Create
    private let destroy: Destroy
    private let decompress: Decompress

    /// nil on a machine that does not have it.
    static let system = Brotli(library: "libbrotlidec.so.1")

    /// - Parameter library: a name as `dlopen` takes it.
    init?(library: String) {
        guard let handle = dlopen(library, RTLD_NOW | RTLD_LOCAL),
            let create = dlsym(handle, "BrotliDecoderCreateInstance"),
            let destroy = dlsym(handle, "BrotliDecoderDestroyInstance"),
            let decompress = dlsym(handle, "BrotliDecoderDecompressStream")
        else { return nil }
        self.create = Self.function(create, as: Create.self)
        self.destroy = Self.function(destroy, as: Destroy.self)
        self.decompress = Self.function(decompress, as: Decompress.self)
    }

    private static func function<Function>(_ symbol: UnsafeMutableRawPointer, as type: Function.Type) -> Function {
        // Why: what a library found at run time declares is known from its header alone (brotli/decode.h, stable since 1.0).
        unsafeBitCast(symbol, to: type)
    }

    /// What the decoder says after each step.
    private enum Step: Int32 {
        case error, success, needsInput, needsOutput
    }

    private static let chunk = 64 << 10

    /// - Parameter limit: of what comes out.
    func decompress(_ body: [UInt8], limit: Int) throws(ContentCoding.Failure) -> [UInt8] {
        guard let decoder = create(nil, nil, nil) else { throw .broken }
        defer { destroy(decoder) }
        var output: [UInt8] = []
        var taken = 0
        while true {
            var step = Step.error
            var left = body.count - taken
            let room = min(Self.chunk, limit - output.count)
            let made = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                var space = room
                var next = buffer.baseAddress
                body.withUnsafeBufferPointer { bytes in
                    var position = bytes.baseAddress.map { $0 + taken }
                    step = Step(rawValue: decompress(decoder, &left, &position, &space, &next, nil)) ?? .error
                }
                count = room - space
            }
            taken = body.count - left
            output += made
            switch step {
            case .success where left == 0: return output
            case .success, .error, .needsInput: throw .broken
            case .needsOutput: if output.count >= limit { throw .tooLarge }
            }
        }
    }
}
