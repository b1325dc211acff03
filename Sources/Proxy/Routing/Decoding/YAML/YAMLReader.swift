import Yams

/// Turns the bytes of a file into values; the only place that knows of Yams.
struct YAMLReader {
    let file: SourceFile
    let environment: [String: String]
    let log: DiagnosticLog

    /// The documents of the file; what cannot be read is logged and left out.
    func documents() -> [YAMLValue] {
        // A byte order mark says nothing in UTF-8, and editors on Windows write one.
        let bytes = file.bytes.starts(with: [0xef, 0xbb, 0xbf]) ? file.bytes.dropFirst(3) : file.bytes[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            log.error(.notUTF8, at: place(1, 1), "the file is not UTF-8 text", hint: "save it as UTF-8")
            return []
        }
        do {
            // Why the encoding is named: Yams would otherwise take it from an environment variable.
            let parser = try Parser(yaml: text, encoding: .utf8)
            var documents: [YAMLValue] = []
            while let root = try parser.nextRoot() {
                let value = self.value(root)
                if case .empty = value.content { continue }
                documents.append(value)
            }
            return documents
        } catch {
            report(error, text)
            return []
        }
    }

    private func value(_ node: Node) -> YAMLValue {
        let location = place(node.mark)
        if node.anchor != nil {
            log.error(
                .yamlAnchor, at: location, "anchors and aliases are not part of the format",
                hint: "write the value out where it is used")
        }
        switch node {
        case .scalar(let scalar):
            checkTag(scalar.tag, isQuoted: scalar.style != .plain, at: location)
            return YAMLValue(content: content(scalar, at: location), location: location)
        case .sequence(let sequence):
            checkTag(sequence.tag, at: location)
            return YAMLValue(content: .list(sequence.map { value($0) }), location: location)
        case .mapping(let mapping):
            checkTag(mapping.tag, at: location)
            return YAMLValue(content: .map(mapping.compactMap { entry($0.key, $0.value) }), location: location)
        case .alias:
            return YAMLValue(content: .unusable, location: location)
        }
    }

    private func content(_ scalar: Node.Scalar, at location: SourceLocation) -> YAMLValue.Content {
        let text = scalar.string
        if scalar.style == .plain {
            if ["", "~", "null", "Null", "NULL"].contains(text) { return .empty }
            guard isUnmistakable(text, at: location) else { return .unusable }
        }
        let variables = Variables(environment: environment, log: log)
        return variables.filled(text, at: location).map { .scalar($0) } ?? .unusable
    }

    private func isUnmistakable(_ text: String, at location: SourceLocation) -> Bool {
        guard let trap = YAMLTrap(text) else { return true }
        log.error(.yamlTrap, at: location, "YAML reads \(text) as \(trap.reading)", hint: trap.hint)
        return false
    }

    private func entry(_ key: Node, _ value: Node) -> YAMLValue.Entry? {
        let location = place(key.mark)
        guard case .scalar(let scalar) = key else {
            log.error(.wrongType, at: location, "a key must be text", hint: nil)
            return nil
        }
        if scalar.string == "<<" && scalar.style == .plain {
            log.error(
                .yamlMergeKey, at: location, "merge keys are not part of the format",
                hint: "write the keys out; what is common to all routes belongs into defaults")
            return nil
        }
        if scalar.style == .plain, !isUnmistakable(scalar.string, at: location) { return nil }
        if scalar.string.contains("${") {
            log.error(
                .variableInKey, at: location,
                "variables are filled into values only, not into the key "
                    + "\"\(scalar.string)\"", hint: "write the key out")
            return nil
        }
        return YAMLValue.Entry(key: scalar.string, location: location, value: self.value(value))
    }

    /// Why the raw name: asking a node for its tag resolves it by YAML's own rules. Quoted text always has that of text.
    private func checkTag(_ tag: Tag, isQuoted: Bool = false, at location: SourceLocation) {
        let name = tag.description
        guard !name.isEmpty, !(isQuoted && name == "tag:yaml.org,2002:str") else { return }
        log.error(
            .yamlTag, at: location, "the tag \(name) is not part of the format",
            hint: "remove it; the key says what type its value has")
    }

    private func report(_ error: any Error, _ text: String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            log.error(
                .yamlSyntax, at: place(mark), "not YAML: \(problem)",
                hint: YAMLSyntaxHint.hint(problem, text, mark.line))
        case .duplicatedKeysInMapping(let names, let context):
            let names = names.map { "\"\($0)\"" }.joined(separator: ", ")
            let repeated = RepeatedKey.location(after: context.mark.line, column: context.mark.column, in: text)
            log.error(
                .duplicateKey, at: place(repeated?.line ?? context.mark.line, repeated?.column ?? context.mark.column),
                "the key \(names) is there twice, first in line \(context.mark.line)",
                hint: "keep one of them; of two YAML would silently use the last")
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0)
            let line = before.filter(\.isNewline).count + 1
            log.error(.yamlSyntax, at: place(line, 1), "not YAML: \(problem)", hint: "remove the control character")
        default:
            log.error(.yamlSyntax, at: place(1, 1), "not YAML: \(error)", hint: nil)
        }
    }

    private func place(_ mark: Mark?) -> SourceLocation { place(mark?.line ?? 1, mark?.column ?? 1) }

    private func place(_ line: Int, _ column: Int) -> SourceLocation {
        SourceLocation(file: file.name, line: line, column: column)
    }
}
