/// One file of a route table folder, as bytes: whether they are text is for the loader to say.
package struct SourceFile: Hashable, Sendable {
    /// The name that diagnostics show.
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    package init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }
}
