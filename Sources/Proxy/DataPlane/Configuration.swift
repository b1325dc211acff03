package import HTTPWire
package import NIOCore

/// What a process decides about its data plane; all that the route table says comes with the table.
package struct Configuration: Sendable {
    /// Where clients connect; port 0 takes any free one.
    package var host = "127.0.0.1"
    package var port = 8080
    /// A socket that listens already (handed over by a predecessor or a service manager), instead of `host` and `port`.
    /// The data plane accepts from a copy of the descriptor; the caller keeps its own.
    package var listeningSocket: CInt?
    /// Whether connections are accepted from the start, or only after `DataPlane.accept()`.
    package var acceptsAtOnce = true
    /// Event loops that carry exchanges.
    package var workers = System.coreCount

    /// How long a connection to a target waits in the pool; shorter than any target's own limit.
    package var pooledIdleTimeout = TimeAmount.seconds(30)
    /// How long a closing connection listens for its client's end, so that no reset destroys the last answer.
    package var lingerTimeout = TimeAmount.seconds(2)
    /// How long a target may take to say whether it wants a body for which the client waits to be asked.
    package var continueTimeout = TimeAmount.milliseconds(500)
    /// The name in Via, by which the process knows a request that it has forwarded before.
    package var via = ViaName.unique()
    /// Bytes of a request body that are kept to send it again, per exchange.
    package var replayLimit = 64 << 10

    /// Finds the addresses of names among the instances.
    package var lookup: NameLookup = NameService.addresses

    /// Exchange records and pairs that wait for their readers; what comes on top is dropped and counted.
    package var recordQueueCapacity = 16_384
    package var pairQueueCapacity = 1_024
    /// Bytes of observations that wait for the comparator, or that it has taken and not compared yet.
    package var pairQueueBytes = 32 << 20

    package init() {}
}
