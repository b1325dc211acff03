import HTTPWire
import NIOCore
import Routing

/// The Gateway's limits in the units of a loop; worked out once per table.
struct ClientLimits {
    let head: HeadLimits
    let headTimeout: TimeAmount
    let bodyPace: Pace.Rule
    let idle: TimeAmount
    let writeTimeout: TimeAmount
    let requestsPerConnection: Int

    init(_ limits: Gateway.Limits) {
        head = HeadLimits(
            headBytes: limits.head, fieldCount: limits.fields, requestLineBytes: limits.requestLine)
        headTimeout = TimeAmount(limits.headTimeout)
        bodyPace = Pace.Rule(bytesPerSecond: limits.bodyRate, grace: limits.rateGrace)
        idle = TimeAmount(limits.idle)
        writeTimeout = TimeAmount(limits.writeTimeout)
        requestsPerConnection = limits.requestsPerConnection ?? .max
    }
}
