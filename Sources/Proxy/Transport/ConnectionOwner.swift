package import NIOCore

/// Whoever uses a connection. All calls come on the connection's loop; `connectionClosed` is the last.
package protocol ConnectionOwner: AnyObject {
    /// Bytes came. Who keeps them beyond the call keeps the memory from being read into again.
    func connectionReceived(_ bytes: ByteBuffer)
    /// What `read()` asked for has been delivered: nothing more comes until it is called again.
    func connectionPaused()
    /// The other side has shut its half; what came before has been delivered.
    func connectionInputEnded()
    func connectionWritabilityChanged(_ isWritable: Bool)
    /// The connection is gone, whoever ended it.
    func connectionClosed()
}
