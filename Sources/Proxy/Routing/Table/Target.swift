/// Something that can answer: the monolith or a service (glossary: *target*).
package struct Target: Hashable, Sendable {
    /// The name in the table; `monolith` always exists.
    package let name: String
    /// Where its instances listen; never empty.
    package let instances: [Instance]
    /// The path a health probe asks for; nil: no active probing.
    package let healthPath: String?
    /// At most so many connections from this process to each instance, all workers together.
    package let connectionLimit: Int

    package init(name: String, instances: [Instance], healthPath: String?, connectionLimit: Int) {
        self.name = name
        self.instances = instances
        self.healthPath = healthPath
        self.connectionLimit = connectionLimit
    }

    /// One address of a target.
    package struct Instance: Hashable, Sendable, CustomStringConvertible {
        /// A name or an IP address; an IPv6 address without its brackets.
        package let host: String
        package let port: Int

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        /// `127.0.0.1:3003`, `[::1]:3003`.
        package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
    }
}

/// A position in `RouteTable.targets`.
package struct TargetIndex: Hashable, Sendable {
    package let value: Int32

    package init(_ value: Int) { self.value = Int32(truncatingIfNeeded: value) }
}

/// A position in `RouteTable.routes`.
package struct RouteIndex: Hashable, Sendable {
    package let value: Int32

    package init(_ value: Int) { self.value = Int32(truncatingIfNeeded: value) }
}
