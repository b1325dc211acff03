#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A call of the operating system that failed: which one, and its `errno`.
package struct SystemError: Error, Hashable, CustomStringConvertible {
    package let code: Int32
    package let call: String

    package init(_ call: String, code: Int32 = errno) {
        self.call = call
        self.code = code
    }

    /// In words, without the name of the call.
    package var cause: String { String(cString: strerror(code)) }
    package var description: String { "\(call): \(cause)" }
}

/// Throws when a call answered with a negative number, else gives that number.
@discardableResult
func check(_ call: String, _ result: Int32) throws(SystemError) -> Int32 {
    guard result >= 0 else { throw SystemError(call) }
    return result
}
