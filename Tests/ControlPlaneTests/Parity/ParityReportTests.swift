@testable import ControlPlane
import Foundation
import Parity
import Testing

struct ParityReportTests {
    @Test func `The page says what a manager and an engineer need`() throws {
        let page = try ParityReport.html(SampleParity.make())
        for text in [
            "1 route differs, 1 route gives no answer, 1 route is blocked.", "orders.list", "canary 5%", "lifecycle",
            "body:/orders/*/limit_price", "14 of 1,204 compared exchanges differ", "10250.1",
            "ficus parity verdicts --last 20 --route orders.list", "found 264 of 264 planted faults",
            "monolith m-41, orders s-7", "/meta/request_id", "GET /api/v1/orders/:id", "2026-01-01 01:00 UTC",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("{{"))
        #expect(!page.contains("Optional("))
    }

    @Test func `The page needs nothing from elsewhere`() throws {
        let page = try ParityReport.html(SampleParity.make())
        for text in ["http://", "https://", "src=", "@import", "url(", "<script", "<link"] {
            #expect(!page.contains(text), "\(text)")
        }
    }

    @Test func `Texts of bodies, keys, builds and request ids never become markup`() throws {
        let plain = try ParityReport.html(SampleParity.make())
        let page = try ParityReport.html(SampleParity.make(hostile: SampleParity.hostile))
        // As a browser reads it: by code points.
        let scalars = Array(page.unicodeScalars)
        #expect(scalars.count { $0 == "<" } == Array(plain.unicodeScalars).count { $0 == "<" })
        #expect(page.contains("&lt;script&gt;alert(1)"))
        #expect(page.contains("onerror=alert(2)&gt;&lt"))
        #expect(!scalars.contains("\u{202E}"))
        #expect(!scalars.contains("\u{1B}"))
    }

    @Test func `The text report fits a terminal and cannot move its cursor`() {
        let text = ParityReport.text(SampleParity.make(hostile: SampleParity.hostile), inColor: false)
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
        #expect(text.contains("✗ orders.list"))
        #expect(text.contains("needs"))
        let colored = ParityReport.text(SampleParity.make(), inColor: true)
        #expect(colored.contains("\u{1B}[31m✗\u{1B}[0m"))
    }

    @Test func `The JSON report is read back as it was`() throws {
        let sample = SampleParity.make()
        #expect(try AdminJSON.decoder().decode(AdminParity.self, from: ParityReport.json(sample)) == sample)
    }

    @Test func `Nothing compared is said as such`() throws {
        let empty = AdminParity(generated: SampleParity.start, revision: 1, recall: Recall(), routes: [])
        #expect(try ParityReport.html(empty).contains("No difference is known."))
        #expect(ParityReport.text(empty, inColor: false).contains("revision 1"))
    }

    @Test(arguments: [
        ("\"10.00\"", "\"10.01\"", "\"10.0|0|\"", "\"10.0|1|\""),
        ("[1,2]", "[1,2,3]", "[1,2||]", "[1,2|,3|]"),
        ("aa", "a", "a|a|", "a||"),
        ("x", "y", "|x|", "|y|"),
    ])
    func `Two values are split where they differ`(
        _ monolith: String, _ service: String, _ left: String, _ right: String
    ) {
        let difference = ValueDifference(monolith: monolith, service: service)
        #expect(difference.monolith.map { "\($0.head)|\($0.changed)|\($0.tail)" } == left)
        #expect(difference.service.map { "\($0.head)|\($0.changed)|\($0.tail)" } == right)
    }
}
