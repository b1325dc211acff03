import Foundation
import Parity
import TestSupport
import Testing

@testable import ControlPlane

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Texts that want out of their place: in values, paths, request targets and fields, ids, names, builds, rules, reasons.
struct HostileReportTests {
    static let texts = [
        SampleParity.hostile,
        "</style></title></textarea></svg>--><script>alert(1)</script>",
        "\" onmouseover=\"alert(1)\" x=\"", "' onfocus='alert(1)' autofocus='", "javascript:alert(1)//\u{0}",
        "{{advice}}{{{style}}}{{/routes}}", "&lt;script&gt;&#60;b&#62;", "<![CDATA[ ]]>",
        "<?xml?><!DOCTYPE x [<!ENTITY e \"\">]>",
        "a|b|c \\| d\\", "``` `` ` ```sh", "](javascript:alert(1)) ![x](http://evil.example/p.png)",
        "@octocat #1 GH-1 www.evil.example",
        "http://evil.example/?q=a@b.example", "\n\n# heading\n- list\n| a | b |\n|---|---|\n</details>\n```\n",
        "\u{1B}[2J\u{1B}]0;title\u{7}\u{9B}31m\u{8}\r", "\u{202E}\u{2066}\u{200B}\u{FEFF}\u{E0041}",
        "\u{FFFE}\u{FFFF}\u{B}\u{C}\u{85}\u{2028}",
        String(repeating: "語", count: 300), "$(touch /tmp/x) `id` '; touch /tmp/x; '",
    ]

    private static let hidden: Set<Unicode.GeneralCategory> = [
        .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned,
    ]

    @Test(arguments: texts)
    func `HTML has the same elements and attributes whatever the texts are`(text: String) throws {
        let plain = try HTMLOutline(ParityReport.html(SampleParity.make()))
        let page = try ParityReport.html(SampleParity.make(hostile: text))
        let hostile = try HTMLOutline(page)
        let firstOther = zip(hostile.tags, plain.tags).first { $0 != $1 }
        #expect(firstOther == nil && hostile.tags.count == plain.tags.count, "\(String(describing: firstOther))")
        let isClean = !page.unicodeScalars.contains {
            Self.hidden.contains($0.properties.generalCategory) && $0 != "\n"
        }
        #expect(isClean)
    }

    @Test(arguments: texts, [nil, 60])
    func `Text moves no cursor`(text: String, width: Int?) {
        let report = ParityReport.text(SampleParity.make(hostile: text), inColor: false, width: width)
        let isClean = !report.unicodeScalars.contains {
            Self.hidden.contains($0.properties.generalCategory) && $0 != "\n"
        }
        #expect(isClean)
        var table = WatchTable()
        table.take(SampleParity.make(hostile: text))
        let screen = table.screen(width: 100, height: 12, inColor: false, note: text)
        #expect(screen.count <= 12)
        for line in screen + table.lines {
            #expect(!line.unicodeScalars.contains { Self.hidden.contains($0.properties.generalCategory) })
        }
        for line in screen { #expect(TextColumns.count(line) <= 100) }
        let fields = Set(table.lines.map { $0.split(separator: " ").count })
        #expect(fields == [13])
    }

    @Test(arguments: texts)
    func `JUnit stays the same document`(text: String) {
        let plain = XMLOutline(ParityReport.junit(SampleParity.make()))
        let hostile = XMLOutline(ParityReport.junit(SampleParity.make(hostile: text)))
        #expect(plain.isWellFormed && hostile.isWellFormed)
        let areEqual = plain.elements == hostile.elements
        #expect(areEqual)
    }

    @Test(arguments: texts)
    func `Markdown keeps every text in code`(text: String) {
        let plain = MarkdownOutline(ParityReport.markdown(SampleParity.make()))
        let hostile = MarkdownOutline(ParityReport.markdown(SampleParity.make(hostile: text)))
        #expect(plain.cells == hostile.cells)
        #expect(plain.fences == hostile.fences)
        let words = ["alert", "evil", "octocat", "heading", "touch", "onmouseover", "CDATA", "ENTITY", "GH-1"]
        for word in words {
            let line = hostile.prose.split(separator: "\n").first { $0.contains(word) }
            #expect(line == nil)
        }
    }

    @Test(arguments: [
        ("a|b", "`a\\|b`"), ("a\\|b", "`a\\u{5c}\\|b`"), ("`", "`` ` ``"), ("a``b", "```a``b```"), ("", "*empty*"),
        (" x", "`  x `"), ("<b>&amp;", "`<b>&amp;`"), ("a\nb", "`a\\u{a}b`"), ("\\", "`\\`"),
    ])
    func `A code span shows a text as it is`(_ text: String, _ span: String) {
        #expect(MarkdownText.code(text) == span)
    }

    @Test(arguments: [
        ("2 mismatches in 900 compared, 0.1% is asked: 12 more", true), ("Fix orders at body:/a", false),
        ("1. list", false), ("1) list", false), ("- list", false), ("see www.evil", false), ("a@b", false),
        ("#1", false),
        (":tada: yes", false), ("GH-1", false), ("<b>", false), ("a_b_c", false), ("", false),
        ("nothing compared yet", true),
    ])
    func `A sentence is prose only where nothing of it is markup`(_ text: String, _ isProse: Bool) {
        #expect((MarkdownText.sentence(text) == text) == isProse)
    }

    @Test func `A command is the same words to a shell whatever is in them`() async throws {
        for text in Self.texts {
            let request = ExampleRequest(
                method: "POST", target: "/\(text)", fields: [(text, text)], body: Array(text.utf8))
            let command = CurlCommand(request, side: .service, base: "http://127.0.0.1:1").text
            // Quotes, patterns, variables and commands would make other words of it, or run something.
            let shell = try await Command.run(
                "/bin/sh", ["-c", "curl() { echo $#; }; \(command.replacing("$#", with: ""))"])
            #expect(shell.code == 0 && shell.output == "10\n" && shell.errors.isEmpty, "\(command)")
        }
    }
}

/// The elements of a page with their attributes' names, as a tokenizer of HTML sees them, and the text of none.
private struct HTMLOutline {
    var tags: [String] = []

    init(_ page: String) throws {
        let scalars = Array(page.unicodeScalars)
        var place = 0
        var text = ""
        while place < scalars.count {
            guard scalars[place] == "<", place + 1 < scalars.count,
                scalars[place + 1].properties.isAlphabetic || "/!?".unicodeScalars.contains(scalars[place + 1])
            else {
                place += 1
                continue
            }
            text = ""
            var quote: Unicode.Scalar?
            place += 1
            while place < scalars.count, quote != nil || scalars[place] != ">" {
                let scalar = scalars[place]
                if let open = quote {
                    if scalar == open { quote = nil }
                } else if scalar == "\"" || scalar == "'" {
                    quote = scalar
                } else {
                    text.unicodeScalars.append(scalar)
                }
                place += 1
            }
            tags.append(text)
        }
    }
}

/// The elements of a document, and whether a parser takes it.
private final class XMLOutline: NSObject, XMLParserDelegate {
    private(set) var elements: [String] = []
    private(set) var isWellFormed = false

    init(_ text: String) {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        isWellFormed = parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        elements.append("\(name) \(attributes.keys.sorted())")
    }
}

/// What of a report in Markdown is not code: cells of tables, fences, and prose.
private struct MarkdownOutline {
    /// How many cells each row has.
    var cells: [Int] = []
    var fences = 0
    var prose = ""

    init(_ text: String) {
        var fence: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let run = String(line.prefix { $0 == "`" })
            if let open = fence {
                if line == open { fence = nil }
                continue
            }
            if run.count >= 3, !line.dropFirst(run.count).contains("`") {
                fence = run
                fences += 1
                continue
            }
            let plain = Self.withoutCode(String(line))
            if line.hasPrefix("|") {
                cells.append(line.replacing("\\|", with: "").count { $0 == "|" })
            }
            prose += plain + "\n"
        }
    }

    /// Without code spans (CommonMark 6.1), and without what stands between the tags of HTML code as entities.
    private static func withoutCode(_ line: String) -> String {
        var plain = ""
        var rest = line[...]
        while let start = rest.firstIndex(of: "`") {
            plain += rest[..<start]
            let run = rest[start...].prefix { $0 == "`" }
            rest = rest[run.endIndex...]
            var search = rest
            var isClosed = false
            while let next = search.firstIndex(of: "`") {
                let closing = search[next...].prefix { $0 == "`" }
                search = search[closing.endIndex...]
                if closing.count == run.count {
                    isClosed = true
                    break
                }
            }
            if isClosed { rest = search } else { plain += run }
        }
        plain += rest
        return plain.replacing(#/<code>[^<`|*_\[@:]*<\/code>/#, with: "")
    }
}
