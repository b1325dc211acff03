package import ArgumentParser
import Foundation
package import Logging

/// The flags that every BrokerX program takes (docs/brokerx.md, section 5).
///
/// Each has an environment variable, `BROKERX_` and its name; the flag wins.
package struct HostOptions: ParsableArguments {
    @Option(help: "Where to listen. (default: 127.0.0.1)")
    package var host: String?

    @Option(help: "The port to listen on; 0 picks a free one.")
    package var port: Int?

    @Option(help: ArgumentHelp("The SQLite file, created when it is missing.", valueName: "file"))
    package var database: String?

    @Option(help: ArgumentHelp("The build id that every answer shows as Ficus-Build. (default: dev)", valueName: "id"))
    package var build: String?

    @Option(
        help: ArgumentHelp(
            "A key of the key set shared by all sides; the first signs. (default: a development key)",
            valueName: "kid=secret"))
    package var keys: [String] = []

    @Option(help: "log2 of scrypt's cost for new passwords, 4 to 20. (default: 14)")
    package var hashCost: Int?

    @Option(
        help: ArgumentHelp(
            "Where this side's events go; several URLs are instances over one database.", valueName: "name=url[;url]"))
    package var feedTo: [String] = []

    @Option(help: "A fault to start with; may be repeated.")
    package var fault: [String] = []

    @Option(help: "The least level that is logged. (default: info)")
    package var logLevel: String?

    package init() {}
}

/// A side that this side's events go to.
package struct Peer: Hashable, Sendable {
    package let name: String
    /// Instances over one database: any of them will do.
    package let urls: [String]

    package init(name: String, urls: [String]) {
        self.name = name
        self.urls = urls
    }
}

/// The options, checked and complete.
package struct HostConfiguration: Sendable {
    package var service: String
    package var host = "127.0.0.1"
    package var port = 0
    package var database: String
    package var build = "dev"
    package var keys = KeySet.development
    package var hashCost = 14
    package var peers: [Peer] = []
    /// All names given; those of `OperationalFault` are suffered by the host.
    package var faults: Set<String> = []
    package var logLevel = Logger.Level.info

    /// The defaults of a service: port 0, a database named after it.
    package init(service: String) {
        self.service = service
        database = "brokerx-\(service).sqlite"
    }
}
