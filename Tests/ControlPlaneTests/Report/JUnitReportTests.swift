import Foundation
import Testing

@testable import ControlPlane

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct JUnitReportTests {
    @Test func `A report has counts, properties, and a case for each thing that is asked`() {
        let report = JUnitReport(
            "parity",
            suites: [
                JUnitReport.Suite(
                    "orders.list", time: Date(timeIntervalSince1970: 1_767_225_600),
                    properties: [JUnitReport.Property("state", "shadow")],
                    cases: [
                        JUnitReport.Case("gate canary", of: "orders.list", .passed, seconds: 0.25),
                        JUnitReport.Case(
                            "body:/a", of: "orders.list",
                            .failed(kind: "mismatch", message: "1 differs", details: "one\ntwo")),
                        JUnitReport.Case("c", of: "orders.list", .skipped(message: "later")),
                        JUnitReport.Case("d", of: "orders.list", .error(kind: "reset", message: "m", details: "")),
                    ])
            ])
        #expect(
            report.xml == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="parity" tests="4" failures="1" errors="1" skipped="1" time="0.250">
                  <testsuite name="orders.list" tests="4" failures="1" errors="1" skipped="1" time="0.250" \
                timestamp="2026-01-01T00:00:00Z">
                    <properties>
                      <property name="state" value="shadow"/>
                    </properties>
                    <testcase classname="orders.list" name="gate canary" time="0.250"/>
                    <testcase classname="orders.list" name="body:/a" time="0.000">
                      <failure type="mismatch" message="1 differs">one
                two</failure>
                    </testcase>
                    <testcase classname="orders.list" name="c" time="0.000">
                      <skipped message="later"/>
                    </testcase>
                    <testcase classname="orders.list" name="d" time="0.000">
                      <error type="reset" message="m"></error>
                    </testcase>
                  </testsuite>
                </testsuites>

                """)
    }

    /// What XML 1.0 forbids outright (section 2.2), what would be normalised away, and what would be markup.
    @Test(arguments: [
        ("a\u{0}b", "a\\u{0}b"), ("\u{B}", "\\u{b}"), ("\u{1B}[31m", "\\u{1b}[31m"), ("\u{FFFE}", "\\u{fffe}"),
        ("\u{FFFF}", "\\u{ffff}"), ("\u{1FFFE}", "\\u{1fffe}"), ("a\tb\r\nc", "a\\u{9}b\\u{d}\\u{a}c"),
        ("]]>", "]]&gt;"), ("<!DOCTYPE x>", "&lt;!DOCTYPE x&gt;"), ("&lt;", "&amp;lt;"), ("\"'", "&quot;&apos;"),
        ("<\u{301}b>", "&lt;\u{301}b&gt;"), ("\u{202E}txt", "\\u{202e}txt"), ("é 語 🦊", "é 語 🦊"),
    ])
    func `No text becomes markup or breaks the document`(_ text: String, _ shown: String) {
        let report = JUnitReport(
            text,
            suites: [
                JUnitReport.Suite(
                    text, properties: [JUnitReport.Property(text, text)],
                    cases: [JUnitReport.Case(text, of: text, .failed(kind: text, message: text, details: "x"))])
            ])
        #expect(Array(report.xml.unicodeScalars).count { $0 == "<" } == 12)
        #expect(report.xml.contains("<testcase classname=\"\(shown)\" name=\"\(shown)\" time=\"0.000\">"))
        #expect(report.xml.contains("message=\"\(shown)\">x</failure>"))
        #expect(XMLParser(data: Data(report.xml.utf8)).parse())
    }

    @Test func `Lines of details stay lines, and nothing else of them does`() {
        let report = JUnitReport(
            "r",
            suites: [
                JUnitReport.Suite(
                    "s", cases: [JUnitReport.Case("c", of: "s", .failed(kind: "k", message: "m", details: "a\r\n<b>"))])
            ])
        #expect(report.xml.contains(">a\\u{d}\n&lt;b&gt;</failure>"))
    }
}
