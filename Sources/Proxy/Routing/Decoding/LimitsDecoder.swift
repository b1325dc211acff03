/// Reads what clients and targets may not exceed.
enum LimitsDecoder {
    /// `limits` of the Gateway.
    static func gateway(_ reader: MapReader?) -> Gateway.Limits {
        var limits = Gateway.Limits()
        guard var reader else { return limits }
        if let value = reader.scalar("head", headSize) { limits.head = value }
        if let value = reader.scalar("request_line", headSize) { limits.requestLine = value }
        if let value = reader.scalar("fields", fieldCount) { limits.fields = value }
        if let value = reader.scalar("head_timeout", Quantity.duration) { limits.headTimeout = value }
        if let value = reader.scalar("body_rate", rate) { limits.bodyRate = value }
        if let value = reader.scalar("rate_grace", Quantity.duration) { limits.rateGrace = value }
        if let value = reader.scalar("idle", Quantity.duration) { limits.idle = value }
        if let value = reader.scalar("write_timeout", Quantity.duration) { limits.writeTimeout = value }
        if let value = reader.scalar("requests_per_connection", requests) { limits.requestsPerConnection = value }
        if let value = reader.scalar("connections", connections) { limits.connections = value }
        if let value = reader.scalar("connections_per_address", connectionsOrNone) {
            limits.connectionsPerAddress = value
        }
        limits.messages = read(&reader, limits.messages)
        reader.finish()
        return limits
    }

    /// `limits` of a route, which has those of the Gateway where it says nothing.
    static func messages(_ reader: MapReader?, _ base: MessageLimits) -> MessageLimits {
        guard var reader else { return base }
        let limits = read(&reader, base)
        reader.finish()
        return limits
    }

    private static func read(_ reader: inout MapReader, _ base: MessageLimits) -> MessageLimits {
        var limits = base
        if let value = reader.scalar("body", size) { limits.body = value }
        if let value = reader.scalar("answer_rate", rate) { limits.answerRate = value }
        return limits
    }

    private static func headSize(_ text: String) throws(ScalarProblem) -> Int {
        let bytes = try Quantity.bytes(text)
        guard (256...65_535).contains(bytes) else {
            throw ScalarProblem(.outOfRange, "\(text) is not between 256B and 65535B")
        }
        return bytes
    }

    private static func fieldCount(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 1...10_000)
    }

    private static func connections(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 1...10_000_000)
    }

    // `none` is a value, which takes a limit away.

    private static func connectionsOrNone(_ text: String) throws(ScalarProblem) -> Int? {
        text == "none" ? nil : try connections(text)
    }

    private static func requests(_ text: String) throws(ScalarProblem) -> Int? {
        text == "none" ? nil : try Quantity.count(text, in: 1...1_000_000_000)
    }

    private static func size(_ text: String) throws(ScalarProblem) -> Int? {
        text == "none" ? nil : try Quantity.bytes(text)
    }

    private static func rate(_ text: String) throws(ScalarProblem) -> Int? {
        text == "none" ? nil : try Quantity.bytesPerSecond(text)
    }
}
