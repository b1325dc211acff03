import Foundation
import Testing

/// Holds the sources to the drawing in ARCHITECTURE.md.
@Suite struct ArchitectureTests {
    @Test func `no file imports against the arrows`() throws {
        let violations = try Sources.files().flatMap(Arrows.violations)
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `every escape hatch says why`() throws {
        let violations = try Sources.files().flatMap(EscapeHatches.violations)
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test(arguments: ["Sources", "Tests", "Benchmarks"])
    func `no file has more than 400 lines`(folder: String) throws {
        let long = try Sources.files(under: folder).filter { $0.lines.count > 401 }.map {
            "\($0.path): \($0.lines.count)"
        }
        #expect(long.isEmpty, "\(long.joined(separator: "\n"))")
    }

    @Test func `nothing is public, nothing is left for later`() throws {
        let violations = try Sources.files().flatMap { file in
            file.lines.enumerated().compactMap { index, line -> String? in
                let code = line.drop { $0 == " " }
                let isPublic = code.hasPrefix("public ") || code.hasPrefix("open ")
                let isLater = ["TODO", "FIXME", "XXX"].contains { line.contains($0) }
                return isPublic || isLater ? "\(file.path):\(index + 1): \(code)" : nil
            }
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `every room of the drawing exists`() {
        for room in Arrows.rooms.keys {
            #expect(
                FileManager.default.fileExists(atPath: Sources.root.appending(path: "Sources/\(room)").path), "\(room)")
        }
    }
}

/// The checks can fail: each rule is broken once, on made-up files.
@Suite struct ArchitectureChecksCanFailTests {
    @Test(arguments: [
        ("Proxy/DataPlane/Worker.swift", "import Foundation"),
        ("Proxy/DataPlane/Worker.swift", "package import Store"),
        ("Proxy/Routing/RouteTable.swift", "import NIOCore"),
        ("Proxy/Routing/RouteTable.swift", "import Parity"),
        ("Proxy/Parity/Gate.swift", "@preconcurrency import NIOCore"),
        ("Proxy/Parity/Gate.swift", "import struct Routing.RouteTable"),
        ("Proxy/HTTPWire/Head.swift", "internal import NIOPosix"),
        ("Proxy/Store/Store.swift", "import DataPlane"),
        ("Proxy/ControlPlane/Flip.swift", "import Database"),
        ("Monolith/App.swift", "import Routing"),
        ("Monolith/App.swift", "import ServiceKit"),
        ("Extracted/Orders/App.swift", "import brokerx_monolith"),
        ("Extracted/Orders/App.swift", "import HTTPWire"),
        ("Contract/Money.swift", "import Feed"),
        ("Nowhere/File.swift", "let x = 1"),
    ])
    func `a forbidden arrow is found`(path: String, line: String) {
        let file = SourceFile(path: "Sources/\(path)", text: "// a file\nimport Logging\n\(line)\n")
        #expect(Arrows.violations(in: file).count == 1)
    }

    @Test(arguments: [
        ("Proxy/CLI/Serve.swift", "import ControlPlane"),
        ("Proxy/DataPlane/Worker.swift", "package import HTTPWire"),
        ("Extracted/Orders/App.swift", "import ServiceKit // not: import Routing"),
        ("Proxy/Store/Store.swift", "/// import DataPlane"),
    ])
    func `an arrow of the drawing is not`(path: String, line: String) {
        #expect(Arrows.violations(in: SourceFile(path: "Sources/\(path)", text: line)).isEmpty)
    }

    @Test(arguments: EscapeHatches.patterns)
    func `an escape hatch without a reason is found, with one it is not`(pattern: String) {
        let bare = SourceFile(path: "a.swift", text: "let x = \(pattern) y")
        let explained = SourceFile(
            path: "a.swift", text: "// Why: the caller checked it.\n// Twice.\nlet x = \(pattern) y")
        let comment = SourceFile(path: "a.swift", text: "/// never \(pattern)\nlet url = \"http://a\" // \(pattern)")
        #expect(EscapeHatches.violations(in: bare).count == 1)
        #expect(EscapeHatches.violations(in: explained).isEmpty)
        #expect(EscapeHatches.violations(in: comment).isEmpty)
    }

    @Test func `words that only look like a hatch are left alone`() {
        let file = SourceFile(path: "a.swift", text: "let alias = isalias!\nretry!.go()\nawait()")
        #expect(EscapeHatches.violations(in: file).isEmpty)
    }
}
