/// The methods that a route answers.
struct MethodSet: OptionSet, Sendable, Hashable {
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// What a pattern's method stands for: GET includes HEAD, nil is every method.
    init(pattern method: Method?) {
        switch method {
        case nil: self = .every
        case .get: self = [Self(only: .get), Self(only: .head)]
        case let method?: self = Self(only: method)
        }
    }

    static let every = MethodSet(rawValue: .max)

    func contains(_ method: Method) -> Bool { rawValue & (1 << method.rawValue) != 0 }

    private init(only method: Method) { rawValue = 1 << method.rawValue }
}
