import NIOCore
import NIOPosix
import Routing

extension Routing.Target.Instance {
    /// Opens a connection that reads only when asked to.
    ///
    /// A name that nobody has looked up yet is looked up by the bootstrap, away from the loop.
    func connect(on loop: any EventLoop, timeout: TimeAmount) -> EventLoopFuture<any Channel> {
        let bootstrap = ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .connectTimeout(timeout)
        switch address {
        case .unix(let path):
            return bootstrap.connect(unixDomainSocketPath: path)
        case .tcp(let host, let port):
            let bootstrap = bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1)
            guard let address = try? SocketAddress(ipAddress: host, port: port) else {
                return bootstrap.connect(host: host, port: port)
            }
            return bootstrap.connect(to: address)
        }
    }
}
