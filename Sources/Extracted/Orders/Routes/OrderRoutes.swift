import Contract
import HTTPTypes
import Hummingbird
import ServiceKit

/// The public API of the orders service.
struct OrderRoutes {
    let endpoints: Endpoints
    let desk: OrderDesk

    func add(to router: Router<BrokerXContext>) {
        let api = router.group("api/v1")
        addReads(to: api)
        api.post("orders") { request, context in
            try await desk.place(endpoints.submission(request, context, keyed: true))
        }
        api.post("orders/:id/cancel") { request, context in
            try await desk.cancel(context.pathID, endpoints.submission(request, context, keyed: true))
        }
        api.post("orders/:id/replace") { request, context in
            try await desk.replace(context.pathID, endpoints.submission(request, context, keyed: true))
        }
    }

    private func addReads(to api: RouterGroup<BrokerXContext>) {
        api.get("orders") { request, _ in
            try await endpoints.read(request) { identity, db in
                let page = try PageRequest<Int>(request)
                let rows = try Orders(db: db).page(of: identity.clientID, page)
                return .list("orders", rows, page, cursor: \.id, \.json)
            }
        }
        api.get("orders/:id") { request, context in
            try await endpoints.read(request) { identity, db in
                guard let order = try Orders(db: db).find(context.id(), of: identity.clientID) else {
                    throw Problem.notFound
                }
                return Answer(.ok, order.json)
            }
        }
        api.get("executions") { request, _ in
            try await endpoints.read(request) { identity, db in
                let page = try PageRequest<Int>(request)
                let rows = try Executions(db: db).page(of: identity.clientID, page)
                return .list("executions", rows, page, cursor: \.id, \.json)
            }
        }
        api.get("market_data") { request, _ in
            let page = try PageRequest<String>(request)
            let quotes = PriceTable.quotes.filter { $0.symbol > page.after ?? "" }.prefix(page.limitAndOne)
            return Answer.list("market_data", Array(quotes), page, cursor: \.symbol, \.json)
        }
    }
}

extension PriceTable.Quote {
    var json: JSON {
        ["symbol": .string(symbol), "price": .money(price), "currency": "USD"]
    }
}
