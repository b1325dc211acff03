import HTTPWire
import NIOCore
import Routing

extension ClientConnection {
    /// Whether the connection begins with a header of the PROXY protocol: where the table says so, from a trusted peer;
    /// from all others it would be a forgery, and is refused as what it is to HTTP.
    static func expectsProxyHeader(from peer: ForwardingPeer, under view: TableView) -> Bool {
        view.table.gateway.proxyProtocol && peer.isTrusted
    }

    /// Takes the header off the front, where there has to be one; false where it is not complete, or where the client
    /// that it names has too many connections. From then on the peer is that client, believed if it is trusted too.
    func readProxyHeader() throws(WireError) -> Bool {
        guard awaitsProxyHeader else { return true }
        guard let header = try ProxyHeader.parse(&inbound) else { return false }
        awaitsProxyHeader = false
        proxiedAddress = header.source
        judgePeer()
        return isCountedForClient()
    }

    /// Says who asks: by the table in force, which may trust others than the one before, and by the PROXY protocol.
    func judgePeer() {
        trustedPeers = worker.view.trustedPeers
        let isTrusted = address.map(trustedPeers.contains) ?? false
        if isTrusted, let proxiedAddress {
            peer = ForwardingPeer(proxiedAddress, isTrusted: trustedPeers.contains(proxiedAddress))
        } else {
            peer = ForwardingPeer(address, isTrusted: isTrusted)
        }
    }

    /// Counts the connection for its client, not for the load balancer; turns it away where that is one too many.
    private func isCountedForClient() -> Bool {
        guard let client = (proxiedAddress ?? address).flatMap(ClientBlock.init) else { return true }
        if let refusal = worker.admission.identify(client) {
            turnAway(refusal)
            return false
        }
        block = client
        return true
    }
}
