extension RoutePattern.ParameterType {
    /// Whether a non-empty segment is of this type.
    package func accepts(_ segment: Span<UInt8>) -> Bool {
        switch self {
        case .text:
            return true
        case .int:
            for index in segment.indices where !ASCII.isDigit(segment[index]) { return false }
            return segment.count > 0
        case .uuid:
            guard segment.count == 36 else { return false }
            for index in segment.indices {
                switch index {
                case 8, 13, 18, 23: if segment[index] != ASCII.hyphen { return false }
                default: if ASCII.hexValue(segment[index]) == nil { return false }
                }
            }
            return true
        }
    }
}
