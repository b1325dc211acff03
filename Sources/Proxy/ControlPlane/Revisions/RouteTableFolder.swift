package import Routing

/// The folder that the route table is read from, as one unit.
package struct RouteTableFolder: Sendable {
    package let path: String
    /// What `${VAR}` in values stands for.
    package let environment: [String: String]

    package init(path: String, environment: [String: String]) {
        self.path = path
        self.environment = environment
    }

    /// Its files as they are now, and what they say.
    package func read() -> (files: [SourceFile], loading: Loading) {
        let (files, diagnostics) = SourceFile.files(inFolder: path)
        guard diagnostics.isEmpty else {
            return (files, Loading(definition: nil, diagnostics: diagnostics, testsRun: 0))
        }
        return (files, Definition.load(files, environment: environment))
    }
}
