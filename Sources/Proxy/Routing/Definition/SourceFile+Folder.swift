import FoundationEssentials

extension SourceFile {
    /// The `.yaml` and `.yml` files directly in a folder, hidden ones left out, in the order of their names; the path
    /// of one such file stands for that file alone.
    ///
    /// What cannot be read comes back as diagnostics. `environment` is not looked at: variables are filled in later.
    package static func files(inFolder path: String) -> (files: [SourceFile], diagnostics: [Diagnostic]) {
        let folder = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
        if let bytes = isYAML(folder) ? FileManager.default.contents(atPath: folder) : nil {
            return ([SourceFile(name: folder, bytes: Array(bytes))], [])
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { isYAML($0) && !$0.hasPrefix(".") }.sorted()
        } catch {
            return ([], [problem(.unreadableFile, folder, "the folder \(folder) cannot be read", "does it exist?")])
        }
        guard !names.isEmpty else {
            return ([], [problem(.noFiles, folder, "the folder \(folder) has no .yaml file", "name the right folder")])
        }
        var files: [SourceFile] = []
        var diagnostics: [Diagnostic] = []
        for name in names {
            let file = "\(folder)/\(name)"
            if let bytes = FileManager.default.contents(atPath: file) {
                files.append(SourceFile(name: file, bytes: Array(bytes)))
            } else {
                diagnostics.append(problem(.unreadableFile, file, "the file cannot be read", "check its permissions"))
            }
        }
        return (files, diagnostics)
    }

    private static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

    private static func problem(
        _ code: Diagnostic.Code, _ file: String, _ message: String, _ hint: String
    ) -> Diagnostic {
        Diagnostic(
            severity: .error, code: code, location: SourceLocation(file: file, line: 1, column: 1), message: message,
            hint: hint)
    }
}

extension Definition {
    /// Reads a route table folder, as `load` does with its files.
    package static func load(folder path: String, environment: [String: String] = [:]) -> Loading {
        let (files, diagnostics) = SourceFile.files(inFolder: path)
        guard diagnostics.isEmpty else {
            return Loading(definition: nil, diagnostics: diagnostics, testsRun: 0)
        }
        return load(files, environment: environment)
    }
}
