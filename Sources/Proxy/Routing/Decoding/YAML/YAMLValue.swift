/// A YAML value without YAML's surprises: text as written, maps in order, no aliases, no tags, variables filled in.
struct YAMLValue {
    let content: Content
    let location: SourceLocation

    enum Content {
        /// `~`, `null` or nothing at all.
        case empty
        case scalar(String)
        case list([YAMLValue])
        case map([Entry])
        /// What is wrong with it has been said already.
        case unusable
    }

    /// A key with its value.
    struct Entry {
        let key: String
        let location: SourceLocation
        let value: YAMLValue
    }

    /// "a map", "a list", "text", "nothing": for messages.
    var kind: String {
        switch content {
        case .empty: "nothing"
        case .scalar: "text"
        case .list: "a list"
        case .map: "a map"
        case .unusable: "this"
        }
    }
}
