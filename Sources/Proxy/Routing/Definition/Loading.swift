/// What came of reading a route table: a definition if nothing was wrong, and everything there is to say about it.
package struct Loading: Sendable {
    /// nil as soon as one diagnostic is an error.
    package let definition: Definition?
    /// In the order of files, lines and columns.
    package let diagnostics: [Diagnostic]
    /// How many entries of `tests:` were evaluated.
    package let testsRun: Int

    package init(definition: Definition?, diagnostics: [Diagnostic], testsRun: Int) {
        self.definition = definition
        self.diagnostics = diagnostics
        self.testsRun = testsRun
    }

    /// The errors alone.
    package var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
}
