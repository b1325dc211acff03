/// A source of the key that a canary's bucket is computed from.
package enum CanaryKey: Hashable, Sendable, CustomStringConvertible {
    /// `jwt.sub`: the subject of the bearer token, read and not verified.
    case tokenSubject
    /// `header.<name>`, the name in lower case.
    case header(String)
    /// `cookie.<name>`.
    case cookie(String)

    /// As the route table writes it.
    package var description: String {
        switch self {
        case .tokenSubject: "jwt.sub"
        case .header(let name): "header.\(name)"
        case .cookie(let name): "cookie.\(name)"
        }
    }
}
