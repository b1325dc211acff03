import Contract
import Database
import Feed
import Hummingbird

extension Monolith {
    func addOrderRoutes(to api: RouterGroup<BrokerXContext>) {
        api.post("orders") { request, context in
            let submission = try await submission(request, context, keyed: true)
            return try await journal.perform(submission, domain: "orders") { change in
                let draft = try OrderDraft(submission.body)
                return Answer(.created, try Placement.place(draft, for: submission.owner(), change).json)
            }
        }
        api.get("orders") { request, context in
            let identity = try await tokens.identity(of: request)
            return try await journal.read(identity) { db in
                let page = try PageRequest<Int>(request)
                return Answer.list(
                    "orders", try Order.page(of: identity.clientID, page, db), page, cursor: \.id, \.json)
            }
        }
        api.get("orders/:id") { request, context in
            let identity = try await tokens.identity(of: request)
            return try await journal.read(identity) { db in
                Answer(.ok, try Order.find(context.id(), of: identity.clientID, db).json)
            }
        }
        api.post("orders/:id/cancel") { request, context in
            let submission = try await submission(request, context, keyed: true)
            return try await journal.perform(submission, domain: "orders") { change in
                let order = try Order.find(context.id(), of: submission.owner(), change.db)
                return Answer(.ok, try Placement.cancel(order, change).json)
            }
        }
        api.post("orders/:id/replace") { request, context in
            let submission = try await submission(request, context, keyed: true)
            return try await journal.perform(submission, domain: "orders") { change in
                _ = try Fields(parsing: submission.body)
                let order = try Order.find(context.id(), of: submission.owner(), change.db)
                return Answer(.created, try Placement.replace(order, submission.body, change).json)
            }
        }
        api.get("executions") { request, context in
            let identity = try await tokens.identity(of: request)
            return try await journal.read(identity) { db in
                let page = try PageRequest<Int>(request)
                let rows = try Execution.page(of: identity.clientID, page, db)
                return Answer.list("executions", rows, page, cursor: \.id, \.json)
            }
        }
    }

    func addMarketRoutes(to api: RouterGroup<BrokerXContext>) {
        api.get("market_data") { request, _ in
            let page = try PageRequest<String>(request)
            let rows = PriceTable.quotes.filter { $0.symbol > page.after ?? "" }
            return Answer.list("market_data", rows, page, cursor: \.symbol) { quote in
                ["symbol": .string(quote.symbol), "price": .money(quote.price), "currency": "USD"]
            }
        }
    }
}
