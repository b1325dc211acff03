import HTTPWire
import NIOCore
import Routing

extension ClientConnection {
    /// Whether the connection begins with a header of the PROXY protocol: where the table says so, from a trusted peer;
    /// from all others it would be a forgery, and is refused as what it is to HTTP.
    static func expectsProxyHeader(from peer: ForwardingPeer, under view: TableView) -> Bool {
        view.table.gateway.proxyProtocol && peer.isTrusted
    }

    /// Takes the header off the front, where there has to be one; false where it is not complete. From then on the peer is the one that it names,
    /// believed if that one is trusted too.
    func readProxyHeader() throws(WireError) -> Bool {
        guard awaitsProxyHeader else { return true }
        guard let header = try ProxyHeader.parse(&inbound) else { return false }
        awaitsProxyHeader = false
        if let source = header.source {
            peer = ForwardingPeer(source, isTrusted: worker.view.trustedPeers.contains(source))
        }
        return true
    }
}
