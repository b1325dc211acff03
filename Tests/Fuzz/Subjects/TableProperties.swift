import Routing

/// A path is refused, or has a normal form that is its own.
enum PathProperties {
    static func check(_ bytes: [UInt8]) throws(Broken) {
        guard let normal = normalForm(bytes) else { return }
        try hold(normalForm(normal) == normal, "the normal form of a path has another one")
    }

    /// nil for a path that is refused.
    private static func normalForm(_ path: [UInt8]) -> [UInt8]? {
        do {
            return try RequestPath.normalized(path.span) ?? path
        } catch {
            return nil
        }
    }
}

/// A table that is read compiles; what is wrong with one that is not has a place in it.
enum TableProperties {
    static func check(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let loading = Definition.load([SourceFile(name: "table.yaml", text: text)], environment: ["X": "1"])
        guard let definition = loading.definition else {
            precondition(!loading.errors.isEmpty, "a table is refused without a reason")
            return
        }
        _ = definition.compile(states: [:], revision: 1)
    }
}
