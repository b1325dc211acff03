import HTTPWire
import NIOCore
import Parity
import Routing

extension Exchange {
    /// What is kept of the client's answer, while there is a shadow to compare it with, or somebody records.
    var capture: Capture? { shadow?.primary ?? witness?.capture }

    /// (7) Sends a copy beside the primary, or notes why there is none.
    func beginShadow(on other: TargetIndex) {
        guard let route else { return }
        let slots = view.shadowSlots[Int(other.value)]
        if case .length(let length) = head.framing, length > route.parity.maxBody {
            tally.shadow = .skipped(.size)
            return
        }
        guard slots.inUse < view.shadowConcurrency else {
            tally.shadow = .skipped(.concurrency)
            return
        }
        guard let pool = view.pickShadow(other, for: RoutedHead(head: head, path: path)) else {
            tally.shadow = .failed(.unavailable)
            return
        }
        var copy = ByteBuffer()
        var forwarding = RequestForwarding(peer: client.peer, identity: identity, via: worker.configuration.via)
        forwarding.leg = .shadow
        forwarding.path = path
        forwarding.keepsExpect = false
        if head.authority == nil { forwarding.defaultHost = Array(pool.view.instance.authority.utf8) }
        forwarding.write(head, to: &copy)
        let translation = view.translation(for: decision?.route, to: other, worker.idMap)
        if let translation {
            guard let translated = translation.head(copy) else {
                tally.shadow = .skipped(.unmappedID)
                return
            }
            copy = translated
        }
        let charge = Charge(worker.desk)
        guard charge.add(copy.readableBytes) else {
            tally.shadow = .skipped(.budget)
            return
        }
        let shadow = ShadowLeg(
            head, forwarding: forwarding, copy: copy, effect: decision?.effect ?? .write, route: route, target: other,
            pool: pool, slots: slots, charge: charge, worker: worker)
        self.shadow = shadow
        if let translation, translation.needsBody, head.framing != .none { return shadow.hold(for: translation) }
        if head.framing == .none { shadow.requestEnded() }
        shadow.begin()
    }
}
