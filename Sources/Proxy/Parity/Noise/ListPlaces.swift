extension DifferencePath {
    /// The list and the index, where the last step of the path may be one.
    var element: (list: DifferencePath, index: Int)? {
        guard case .body(let pointer) = self, let last = pointer.tokens.last, let index = Int(last), index >= 0 else {
            return nil
        }
        return (.body(JSONPointer(tokens: Array(pointer.tokens.dropLast()))), index)
    }

    /// The object and the key, where the last step of the path may be one.
    var member: (map: DifferencePath, key: String)? {
        guard case .body(let pointer) = self, let last = pointer.tokens.last else { return nil }
        return (.body(JSONPointer(tokens: Array(pointer.tokens.dropLast()))), last)
    }

    /// The list and the index of an element whose name (`id`) is at this path.
    var elementOfName: (list: DifferencePath, index: Int)? {
        guard case .body(let pointer) = self, pointer.tokens.last == "id" else { return nil }
        return DifferencePath.body(JSONPointer(tokens: Array(pointer.tokens.dropLast()))).element
    }
}

extension JSONDocument {
    /// The elements of the list at a path, where there is one.
    func elements(at path: DifferencePath) -> [LeafValue]? {
        list(at: path).map { children(of: $0).map { leaf($0) } }
    }

    func hasList(at path: DifferencePath) -> Bool { list(at: path) != nil }

    /// What the elements of the list at a path are known by.
    func elementShapes(at path: DifferencePath) -> [JSONShape] {
        guard let list = list(at: path) else { return [] }
        return JSONShape.elements(of: LeafValue(kind: .array, text: Array(bytes[nodes[list].range]))) ?? []
    }

    private func list(at path: DifferencePath) -> Int? {
        guard case .body(let pointer) = path else { return nil }
        var node = 0
        for token in pointer.tokens {
            switch nodes[node].kind {
            case .object:
                guard let member = member(Array(token.utf8), of: node) else { return nil }
                node = member
            case .array:
                let elements = children(of: node)
                guard let index = Int(token), elements.indices.contains(index) else { return nil }
                node = elements[index]
            case .null, .bool, .number, .string: return nil
            }
        }
        return nodes[node].kind == .array ? node : nil
    }
}
