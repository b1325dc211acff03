package import Contract
package import Database
package import Feed

/// What makes one service different from another, beside its routes.
package struct Blueprint: Sendable {
    /// `clients`, `portfolios` or `orders`: the source of its feed and the domain of its stored answers.
    package let name: String
    package let port: Int
    package let schema: [Migration]
    /// What it mints ids for.
    package let counters: [String]
    /// The tables that it keeps, as they travel on the feed.
    package let tables: [FeedTable]
    package let faults: [AnswerFault]
    package let writeFaults: [WriteFault]

    package init(
        name: String, port: Int, schema: [Migration], counters: [String], tables: [FeedTable], faults: [AnswerFault],
        writeFaults: [WriteFault] = []
    ) {
        self.name = name
        self.port = port
        self.schema = schema
        self.counters = counters
        self.tables = tables
        self.faults = faults
        self.writeFaults = writeFaults
    }
}

extension Blueprint {
    /// Flags and environment, checked against the faults that this service knows.
    package func configuration(_ options: HostOptions) throws -> HostConfiguration {
        try HostConfiguration(service: name, port: port, faults: faults.map(\.name) + writeFaults.map(\.name), options)
    }

    /// What `--help` says about faults.
    package var faultHelp: String {
        let operational = OperationalFault.allCases.map { (name: $0.rawValue, summary: $0.summary) }
        let writes = writeFaults.map { (name: $0.name, summary: $0.summary) }
        let all = faults.map { (name: $0.name, summary: $0.summary) } + writes + operational
        let width = all.map(\.name.count).max() ?? 0
        let lines = all.map { "  \($0.name)\(String(repeating: " ", count: width - $0.name.count + 2))\($0.summary)" }
        return "FAULTS (--fault NAME, on /api/v1 only):\n" + lines.joined(separator: "\n")
    }

    var migrations: [Migration] {
        let counters = counters
        let prepare = Migration("\(name)-counters") {
            try Counters.prepare(counters, first: Counters.firstOfService, $0)
        }
        return [ContractSchema.migration] + FeedSchema.migrations + schema + [prepare, PublicIDTable.migration]
    }
}

extension OperationalFault {
    fileprivate var summary: String {
        switch self {
        case .slow: "Each answer comes 2 s late."
        case .fiveHundreds: "Each answer is 500."
        case .hang: "No answer ever comes."
        case .crash: "The first request ends the process with exit code 70."
        }
    }
}
