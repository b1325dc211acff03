/// An answer before it is written.
struct Reply {
    enum Format: Equatable { case json, lines, xml, html, text, csv, form }

    var status: UInt16 = 200
    /// In the order sent.
    var headers: [(name: String, value: String)] = []
    var format = Format.json
    var type = "application/json"
    var body: Node
}

/// Kinds of answers of the APIs that are migrated most.
package enum Document: String, CaseIterable {
    case issue, issueList, charge, product, cart, deployment, configMap, geo, hal, jsonAPI, odata, search, page, problem
    case user, invoice, weather, timeseries, tree, translations, permissions, lines, csv, xml, soap, html, text, form
    case created, noContent, redirect, session, big, matrix

    // Written after the comparison was mended on those above
    case graph, bucketList, patient, table, rates, history, aggregations, keySet, calendar, scalarList, metrics, failure
    case feed, settings, job

    package static let further: [Document] = [
        .graph, .bucketList, .patient, .table, .rates, .history, .aggregations, .keySet, .calendar, .scalarList,
        .metrics, .failure, .feed, .settings, .job,
    ]
    package static let known = allCases.filter { !further.contains($0) }

    /// - Parameter random: of the data; the same for each answer of an exchange.
    func reply(_ random: inout SplitMix64) -> Reply {
        switch self {
        case .issue, .issueList, .charge, .product, .cart, .user, .invoice: Resources.reply(self, &random)
        case .deployment, .configMap, .geo, .hal, .jsonAPI, .odata, .search, .page: Conventions.reply(self, &random)
        case .weather, .timeseries, .tree, .translations, .permissions, .big, .matrix: Structures.reply(self, &random)
        case .graph, .bucketList, .patient, .table, .rates, .history, .aggregations, .keySet, .calendar, .scalarList,
            .metrics, .failure, .feed, .settings, .job:
            Further.reply(self, &random)
        default: Formats.reply(self, &random)
        }
    }
}
