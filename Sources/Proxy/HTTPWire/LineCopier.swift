/// Copies the field lines of a head that stay, joined to the longest possible runs of bytes.
struct LineCopier {
    private let section: FieldSection
    private let removed: FieldNameSet
    /// Whether Connection fields have to be asked about each field.
    private let hasNominations: Bool

    /// Fields that a Connection option cannot remove: framing and authority, on which all parties must agree, and what
    /// is said about the client, which the client could otherwise silence (RFC 9110 section 7.6.1 allows no such option).
    private static let protected: FieldNameSet = [
        .host, .contentLength, .transferEncoding, .via, .forwarded, .xForwardedFor, .xForwardedProto, .xForwardedHost,
        .xForwardedOther, .xRequestID, .traceparent, .tracestate, .ficusBuild, .ficusPosition,
    ]

    init(_ head: some MessageHead, removing removed: FieldNameSet) {
        self.section = head.section
        self.removed = removed
        self.hasNominations = head.connection.contains(.nominates)
    }

    func copy(_ bytes: Span<UInt8>, to output: inout HeadWriter) {
        if !self.hasNominations, self.section.names.isDisjoint(with: self.removed) {
            output.write(bytes.extracting(self.section.lines.bounds))
            return
        }
        var runStart = self.section.lines.lowerBound
        for index in self.section.fields.indices where self.removes(self.section.fields[index], bytes) {
            let line = self.section.line(at: index)
            if runStart < line.lowerBound {
                output.write(bytes.extracting(runStart..<line.lowerBound))
            }
            runStart = line.upperBound
        }
        if runStart < self.section.lines.upperBound {
            output.write(bytes.extracting(runStart..<self.section.lines.upperBound))
        }
    }

    private func removes(_ field: FieldSection.Field, _ bytes: Span<UInt8>) -> Bool {
        if self.removed.contains(field.name) { return true }
        guard self.hasNominations, !Self.protected.contains(field.name) else { return false }
        return ConnectionOptions.nominate(bytes.extracting(field.nameRange.bounds), self.section, bytes)
    }
}
