extension EffectsComparison {
    /// Whether the monolith may tell more of a write later: an outbox that is filled after the answer has no row yet, or
    /// fewer rows of a table than the service would write.
    ///
    /// - Parameters:
    ///   - isDone: the monolith did what it was asked, so that it should have changed something.
    ///   - rules: those of the effects; what they leave out says nothing.
    package static func mayBeBehind(
        monolith: [UInt8], service: [UInt8], isDone: Bool, rules: ComparisonRules
    ) -> Bool {
        guard let own = rowCounts(monolith, rules), let its = rowCounts(service, rules) else { return false }
        if isDone, own.isEmpty { return true }
        return its.contains { table, count in count > own[table, default: 0] }
    }

    /// How many rows each table has, without tables that have none; nil where that is no report.
    private static func rowCounts(_ changes: [UInt8], _ rules: ComparisonRules) -> [[UInt8]: Int]? {
        guard var document = try? JSONDocument(changes), document.nodes[0].kind == .object else { return nil }
        document.mark(under: rules, side: .monolith)
        var counts: [[UInt8]: Int] = [:]
        document.forEachMember(of: 0) { key in
            let table = key + 1
            guard document.nodes[table].kind == .array, !document.nodes[table].isIgnored else { return }
            let rows = document.children(of: table).count { !document.nodes[$0].isIgnored }
            if rows > 0 { counts[document.text(of: key), default: 0] += rows }
        }
        return counts
    }
}
