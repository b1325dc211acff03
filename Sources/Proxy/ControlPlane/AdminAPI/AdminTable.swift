package import Routing
import Store

/// `GET /table`: the files of the revision in force, as they were written.
package struct AdminTable: Codable, Sendable, Equatable {
    package var revision: Int
    package var files: [File]
    /// What the variables of their values stand for.
    package var variables: [String: String]

    package struct File: Codable, Sendable, Equatable {
        package var name: String
        package var text: String
    }

    init(revision: Int, files: [SourceFile], environment: [String: String]) {
        self.revision = revision
        self.files = files.map { File(name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self)) }
        let texts = self.files.map(\.text)
        variables = environment.filter { name, _ in
            texts.contains { $0.contains("${\(name)}") || $0.contains("${\(name):") }
        }
    }

    /// What the files say; nil where this version does not understand them.
    package var definition: Definition? {
        Definition.load(files.map { SourceFile(name: $0.name, text: $0.text) }, environment: variables).definition
    }
}

extension Operations {
    /// The text of the table in force.
    func table() async throws -> AdminTable {
        guard let last = try await store.lastRevision() else {
            throw AdminProblem(.notFound, "the store has no revision", fix: "ficus reload")
        }
        return AdminTable(revision: last.number, files: last.files, environment: folder.environment)
    }
}
