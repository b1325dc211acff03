/// One member of a JSON text, for those who want no more of it.
package enum JSONMember {
    /// The string under a key of the outermost object; nil when the text is not JSON, or says no string there.
    package static func string(_ key: String, in bytes: [UInt8]) -> String? {
        guard let document = try? JSONDocument(bytes), document.nodes.first?.kind == .object,
            let member = document.member(Array(key.utf8), of: 0), document.nodes[member].kind == .string
        else { return nil }
        return String(decoding: document.text(of: member), as: UTF8.self)
    }
}
