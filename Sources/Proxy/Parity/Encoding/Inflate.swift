/// Decompresses DEFLATE (RFC 1951) within a bound, so that a bomb is an error and not memory.
///
/// ```
/// block:  final? (1 bit)  kind (2 bits)   0 stored | 1 fixed codes | 2 codes described in the block
/// codes:  length/literal symbol -> literal byte | end of block | length, then distance symbol -> copy
/// ```
struct Inflate {
    enum Failure: Error {
        /// The data is not what the format allows, or ends early.
        case broken
        case tooLarge
    }

    private let input: ArraySlice<UInt8>
    private let limit: Int
    private var position: Int
    private var bits: UInt64 = 0
    private var bitCount = 0
    private var output: [UInt8] = []

    private init(_ input: ArraySlice<UInt8>, limit: Int) {
        self.input = input
        self.limit = limit
        position = input.startIndex
    }

    /// - Returns: the data, and where in the input what follows begins.
    static func decompress(
        _ input: ArraySlice<UInt8>, limit: Int
    ) throws(Failure) -> (data: [UInt8], end: Int) {
        var inflate = Inflate(input, limit: limit)
        inflate.output.reserveCapacity(min(limit, input.count * 4))
        while try !inflate.readBlock() {}
        return (inflate.output, inflate.position - inflate.bitCount / 8)
    }

    /// Whether the block was the last one.
    private mutating func readBlock() throws(Failure) -> Bool {
        let isFinal = try take(1) == 1
        switch try take(2) {
        case 0: try readStored()
        case 1: try readCompressed(HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
        case 2:
            let (literals, distances) = try readCodes()
            try readCompressed(literals, distances)
        default: throw .broken
        }
        return isFinal
    }

    private mutating func readStored() throws(Failure) {
        _ = try take(bitCount % 8)
        let length = try take(16)
        guard try take(16) == ~length & 0xFFFF else { throw .broken }
        position -= bitCount / 8
        bits = 0
        bitCount = 0
        guard input.endIndex - position >= length else { throw .broken }
        guard output.count + length <= limit else { throw .tooLarge }
        output += input[position..<position + length]
        position += length
    }

    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// The lengths of both codes, themselves compressed (RFC 1951 section 3.2.7).
    private mutating func readCodes() throws(Failure) -> (literals: HuffmanCode, distances: HuffmanCode) {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let codeCount = try take(4) + 4
        var codeLengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<codeCount { codeLengths[Self.codeOrder[index]] = UInt8(try take(3)) }
        let code = try HuffmanCode(codeLengths)
        var lengths: [UInt8] = []
        while lengths.count < literalCount + distanceCount {
            let symbol = try symbol(of: code)
            switch symbol {
            case 0...15: lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last else { throw .broken }
                lengths += repeatElement(last, count: 3 + (try take(2)))
            case 17: lengths += repeatElement(0, count: 3 + (try take(3)))
            default: lengths += repeatElement(0, count: 11 + (try take(7)))
            }
        }
        guard lengths.count == literalCount + distanceCount else { throw .broken }
        return (
            try HuffmanCode(Array(lengths[..<literalCount])), try HuffmanCode(Array(lengths[literalCount...]))
        )
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ]

    private mutating func readCompressed(_ literals: HuffmanCode, _ distances: HuffmanCode) throws(Failure) {
        while true {
            let symbol = try symbol(of: literals)
            if symbol < 256 {
                guard output.count < limit else { throw .tooLarge }
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < Self.lengthBases.count else { throw .broken }
            let length = Self.lengthBases[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
            let distanceSymbol = try self.symbol(of: distances)
            guard distanceSymbol < Self.distanceBases.count else { throw .broken }
            let distance = Self.distanceBases[distanceSymbol] + (try take(max(0, distanceSymbol / 2 - 1)))
            guard distance <= output.count else { throw .broken }
            guard output.count + length <= limit else { throw .tooLarge }
            let start = output.count - distance
            for offset in 0..<length { output.append(output[start + offset]) }
        }
    }

    private mutating func fill() {
        while bitCount <= 48, position < input.endIndex {
            bits |= UInt64(input[position]) << UInt64(bitCount)
            bitCount += 8
            position += 1
        }
    }

    private mutating func take(_ count: Int) throws(Failure) -> Int {
        guard count > 0 else { return 0 }
        if bitCount < count { fill() }
        guard bitCount >= count else { throw .broken }
        let value = Int(bits & (1 << UInt64(count) - 1))
        bits >>= UInt64(count)
        bitCount -= count
        return value
    }

    private mutating func symbol(of code: HuffmanCode) throws(Failure) -> Int {
        if bitCount < HuffmanCode.longest { fill() }
        guard let (symbol, length) = code.symbol(bits), length <= bitCount else { throw .broken }
        bits >>= UInt64(length)
        bitCount -= length
        return symbol
    }
}

/// A prefix code as a table over the next bits: one look-up for a symbol.
struct HuffmanCode {
    static let longest = 15

    /// By the next bits, first bit lowest: symbol times 16 plus the code's length; 0 is no code.
    private let table: [UInt16]
    private let width: Int

    /// - Parameter lengths: of the code of each symbol; 0 is none.
    init(_ lengths: [UInt8]) throws(Inflate.Failure) {
        let width = Int(lengths.max() ?? 0)
        var counts = [Int](repeating: 0, count: Self.longest + 2)
        for length in lengths where length > 0 { counts[Int(length)] += 1 }
        var code = 0
        var next = counts
        for length in 1...Self.longest {
            next[length] = code
            // More codes than there are bits for.
            guard code + counts[length] <= 1 << length else { throw .broken }
            code = (code + counts[length]) << 1
        }
        var table = [UInt16](repeating: 0, count: 1 << width)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            let length = Int(length)
            var reversed = 0
            for bit in 0..<length where next[length] & 1 << bit != 0 { reversed |= 1 << (length - 1 - bit) }
            next[length] += 1
            for entry in stride(from: reversed, to: table.count, by: 1 << length) {
                table[entry] = UInt16(symbol << 4 | length)
            }
        }
        self.table = table
        self.width = width
    }

    func symbol(_ bits: UInt64) -> (symbol: Int, length: Int)? {
        let entry = table[Int(bits & (1 << UInt64(width) - 1))]
        return entry == 0 ? nil : (Int(entry >> 4), Int(entry & 15))
    }

    private init(fixed lengths: [UInt8]) {
        self = (try? HuffmanCode(lengths)) ?? HuffmanCode()
    }

    private init() {
        table = [0]
        width = 0
    }

    static let fixedLiterals = HuffmanCode(
        fixed: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = HuffmanCode(fixed: [UInt8](repeating: 5, count: 30))
}
