import Foundation
import Testing

@testable import ControlPlane

struct WatchTableTests {
    private static func table(width: Int = 100, height: Int? = nil, after answers: [AdminParity]) -> [String] {
        var table = WatchTable()
        for answer in answers { table.take(answer) }
        return table.screen(width: width, height: height, inColor: false)
    }

    private static func later(_ seconds: TimeInterval, _ more: UInt64) -> AdminParity {
        var parity = SampleParity.make()
        parity.generated += seconds
        parity.routes[0].counts.compared += more
        return parity
    }

    @Test func `A rate is that of the last seconds`() {
        func rate(_ answers: [AdminParity]) -> Substring? {
            Self.table(after: answers).first { $0.contains("orders.list") }?.split(separator: " ")[3]
        }
        #expect(rate([Self.later(0, 0)]) == "3.5", "what the proxy says, until there are two answers")
        #expect(rate([Self.later(0, 0), Self.later(2, 50)]) == "25.0")
        #expect(rate([Self.later(0, 0), Self.later(2, 50), Self.later(4, 60)]) == "15.0")
        #expect(rate([Self.later(0, 0), Self.later(60, 600)]) == "10.0", "however long ago the last one was")
        #expect(rate([Self.later(0, 500), Self.later(2, 20)]) == "3.5", "another epoch has begun")
    }

    @Test(arguments: [20, 40, 50, 60, 70, 80, 100, 124, 200])
    func `No line is longer than the terminal is wide`(width: Int) {
        for line in Self.table(width: width, after: [SampleParity.make()]) {
            #expect(TextColumns.count(line) <= width, "\(line)")
        }
    }

    @Test(arguments: [1, 2, 4, 5, 8, 14, 60])
    func `There are no more lines than the terminal has`(height: Int) {
        let lines = Self.table(height: height, after: [SampleParity.make()])
        #expect(lines.count <= height)
        #expect(lines.contains { $0.contains("more routes") } == (6...13).contains(height))
    }

    @Test func `What is wrong stands in the second line until it is not`() {
        var table = WatchTable()
        #expect(table.screen(width: 80, height: nil, inColor: false) == ["waiting for the proxy"])
        table.take(SampleParity.make())
        #expect(table.screen(width: 80, height: nil, inColor: false, note: "no answer")[1] == "no answer")
        #expect(table.screen(width: 80, height: nil, inColor: false)[1].hasPrefix("2 routes differ"))
    }

    @Test(arguments: [
        (0.0, "0%"), (0.000_000_1, "<.001%"), (0.000_31, "0.031%"), (0.0123, "1.23%"), (0.312, "31.2%"), (1, "100%"),
    ])
    func `A share takes at most six columns`(_ share: Double, _ text: String) {
        #expect(WatchNumber.share(share) == text && text.count <= 6)
    }
}
