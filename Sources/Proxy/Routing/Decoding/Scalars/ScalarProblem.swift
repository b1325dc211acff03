/// What is wrong with one value; the reader adds the place and the key.
struct ScalarProblem: Error {
    let code: Diagnostic.Code
    let message: String
    let hint: String?

    init(_ code: Diagnostic.Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }
}
