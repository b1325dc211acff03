import Foundation
import TestSupport
import Testing

@testable import HTTPWire

@Suite struct `Eight octets at once` {
    /// Runs of harmless octets with any octet strewn in, so that every position of a word is met.
    private func samples() -> [[UInt8]] {
        var generator = SeededGenerator(seed: 7)
        return (0..<2_000).map { number in
            var octets = [UInt8](repeating: UInt8(ascii: "a"), count: number % 41)
            for _ in 0..<Int.random(in: 0...3, using: &generator) where !octets.isEmpty {
                octets[Int.random(in: octets.indices, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            return octets
        }
    }

    @Test func `agree with a look at each octet about where a text ends`() {
        for octets in samples() {
            let naive = octets.firstIndex { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F } ?? octets.count
            #expect(octets.span.endOfText(from: 0) == naive, "\(octets)")
        }
    }

    @Test func `agree with a look at each octet about where a target ends`() {
        for octets in samples() {
            let naive = octets.firstIndex { $0 <= 0x20 || $0 >= 0x7F || $0 == 0x23 } ?? octets.count
            #expect(octets.span.endOfTarget(from: 0) == naive, "\(octets)")
        }
    }

    @Test func `find the first of an octet`() {
        for octets in samples() {
            for octet in Set(octets) {
                #expect(octets.span.firstIndex(of: octet, from: 0) == octets.firstIndex(of: octet), "\(octets)")
            }
        }
    }

    @Test func `change the case of letters and of nothing else`() {
        for octet in UInt8.min...UInt8.max {
            let expected = 0x41...0x5A ~= octet ? octet | 0x20 : octet
            #expect(UInt64(repeating: octet).lowercased == UInt64(repeating: expected), "\(octet)")
        }
    }
}

@Suite struct `Known field names` {
    @Test(arguments: FieldName.allCases.filter { $0.text.utf8CodeUnitCount > 0 })
    func `are known in any case`(name: FieldName) {
        let text = name.text.description
        #expect(text.utf8.count <= KnownNames.longest)
        for spelling in [text, text.uppercased(), text.capitalized] {
            #expect(KnownNames.table.name(Array(spelling.utf8).span) == name)
        }
    }

    @Test(arguments: FieldName.allCases.map(\.text.description))
    func `are not mistaken for their neighbours`(text: String) {
        let octets = Array(text.utf8)
        var others = [octets + [0], octets + [0x20], [0] + octets, octets + octets, octets.dropLast() + [0]]
        for index in octets.indices {
            others.append(octets)
            others[others.count - 1][index] ^= 0x80
            others.append(octets)
            others[others.count - 1][index] = 0x0D
        }
        for other in others { #expect(KnownNames.table.name(other.span) == nil, "\(other)") }
    }
}
