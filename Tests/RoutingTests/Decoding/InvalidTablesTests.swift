import Foundation
import Testing

@testable import Routing

/// `RouteTables/invalid/` has, for each code, a route table that is wrong in this one way and what is said about it.
/// `FICUS_RECORD=1` writes the texts anew; read the difference before committing it.
@Suite struct `Every diagnostic has an example and says what to do` {
    @Test(arguments: Diagnostic.Code.allCases)
    func `the example says what is expected, and nothing else`(_ code: Diagnostic.Code) throws {
        let name = "RouteTables/invalid/\(code.rawValue)"
        let isFolder = [Diagnostic.Code.noFiles, .unreadableFile].contains(code)
        let path = Repository.path(isFolder ? name : "\(name).yaml")
        let (files, problems) = SourceFile.files(inFolder: path)
        // Why renamed: the text must not depend on where the repository lies.
        let local = files.map { SourceFile(name: "\(name).yaml", bytes: $0.bytes) }
        let diagnostics = problems.isEmpty ? Definition.load(local).diagnostics : problems
        let text = diagnostics.map { DiagnosticText(local).text($0) + "\n" }.joined()
            .replacing(Repository.path("") + "/", with: "").replacing(Repository.path(""), with: "")
        #expect(diagnostics.map(\.code) == [code])

        let snapshot = URL(filePath: Repository.path("\(name).expected"))
        if ProcessInfo.processInfo.environment["FICUS_RECORD"] != nil { try Data(text.utf8).write(to: snapshot) }
        #expect(try String(contentsOf: snapshot, encoding: .utf8) == text)
    }

    @Test func `no example stands for a code that is gone`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Repository.path("RouteTables/invalid"))
        let codes = Set(names.map { String($0.prefix { $0 != "." }) })
        #expect(codes == Set(Diagnostic.Code.allCases.map(\.rawValue)))
    }
}

@Suite struct `The page about the route table` {
    @Test func `lists every code`() throws {
        let page = try String(contentsOf: URL(filePath: Repository.path("docs/route-table.md")), encoding: .utf8)
        for code in Diagnostic.Code.allCases { #expect(page.contains("`\(code.rawValue)`")) }
    }
}
