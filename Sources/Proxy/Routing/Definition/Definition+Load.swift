extension Definition {
    /// Reads the files of one route table folder as one unit: everything wrong with any of them is reported, and one
    /// error refuses all of them.
    ///
    /// `environment` fills the variables of values.
    package static func load(_ files: [SourceFile], environment: [String: String] = [:]) -> Loading {
        let log = DiagnosticLog()
        let documents = files.sorted { $0.name < $1.name }
            .flatMap { YAMLReader(file: $0, environment: environment, log: log).documents() }
            .compactMap { TypedDocument($0, log) }
        let folder = SourceLocation(file: files.first?.name ?? "the route table", line: 1, column: 1)

        let gateways = documents.filter { $0.kind == .gateway }
        for extra in gateways.dropFirst() {
            log.error(
                .duplicateGateway, at: extra.location,
                "there are two Gateway documents, the first at \(gateways[0].location)", hint: "merge them")
        }
        var gateway = GatewayDecoder.Result()
        if let document = gateways.first {
            gateway = GatewayDecoder(log: log).decode(document.reader)
        } else if !log.hasErrors {
            // Why only then: an unreadable file may have been the Gateway document.
            log.error(
                .missingGateway, at: folder, "no file has a document of kind: Gateway",
                hint: "add one with apiVersion: ficus/v1, kind: Gateway and targets")
        }

        var tables = RouteTableDecoder.Result()
        for document in documents where document.kind == .routeTable {
            let table = RouteTableDecoder(gateway: gateway, log: log).decode(document.reader)
            tables.groups += table.groups
            tables.routes += table.routes
            tables.tests += table.tests
        }
        return Assembly(gateway: gateway, tables: tables, log: log).loading()
    }
}

/// A document that says what it is.
private struct TypedDocument {
    enum Kind: String, CaseIterable {
        case gateway = "Gateway"
        case routeTable = "RouteTable"
    }

    let kind: Kind
    let reader: MapReader
    let location: SourceLocation

    /// nil, and logged, when the document does not say so, or for another version.
    init?(_ value: YAMLValue, _ log: DiagnosticLog) {
        guard var reader = MapReader(value, "the document", log) else { return nil }
        let version = reader.require("apiVersion", hint: "add apiVersion: ficus/v1")
        let isSupported = version?.scalar("apiVersion", log) { text throws(ScalarProblem) -> Bool in
            guard text == "ficus/v1" else {
                throw ScalarProblem(
                    .unsupportedVersion, "\"\(text)\" is not a version of the format", hint: "write ficus/v1")
            }
            return true
        }
        let kind = reader.require("kind", hint: "add kind: Gateway or kind: RouteTable")
        let known: Kind? = kind?.scalar("kind", log, Word.oneOf)
        guard isSupported == true, let known else { return nil }
        self.kind = known
        self.reader = reader
        location = value.location
    }
}
