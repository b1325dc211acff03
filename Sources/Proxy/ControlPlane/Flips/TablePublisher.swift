import DataPlane
package import Routing

/// Who serves the table: the data plane, or in tests a recorder.
package protocol TablePublisher: Sendable {
    /// Returns when no request can start under an older table.
    func publish(_ table: RouteTable) async
}

extension DataPlane: TablePublisher {}
