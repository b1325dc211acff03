import HTTPWire
import Routing
import Testing

@testable import DataPlane

/// Ratchets: what is copied for each exchange may become smaller and not larger. Lower a limit when it can be lowered; who
/// has to raise one says in the commit why it is worth it.
@Suite struct `Sizes of what an exchange copies` {
    @Test func `stay within their limits`() {
        #expect(MemoryLayout<FieldSection.Field>.size <= 9)
        #expect(MemoryLayout<RequestHead>.size <= 95)
        #expect(MemoryLayout<ResponseHead>.size <= 74)
        #expect(MemoryLayout<ExchangeIdentity>.size <= 89)
        #expect(MemoryLayout<Decision>.size <= 31)
        #expect(MemoryLayout<RoutePlan>.size <= 73)
        #expect(MemoryLayout<Stages>.size <= 120)
        #expect(MemoryLayout<Tally>.size <= 41)
        #expect(MemoryLayout<ExchangeMachine>.size <= 7)
        #expect(MemoryLayout<ClientMachine>.size <= 3)
        #expect(MemoryLayout<BodyScanner>.size <= 96)
        #expect(MemoryLayout<ExchangeRecord>.size <= 132)
    }
}
