import Contract
import Database
import Feed
import Hummingbird

extension Monolith {
    func addPortfolioRoutes(to api: RouterGroup<BrokerXContext>) {
        api.get("portfolio") { request, context in
            let identity = try await tokens.identity(of: request)
            return try await journal.read(identity) { db in
                Answer(.ok, try Portfolio.of(identity.clientID, db).json)
            }
        }
        api.get("portfolios/:id") { request, context in
            let identity = try await tokens.identity(of: request)
            return try await journal.read(identity) { db in
                let id = try context.id()
                guard id == identity.clientID else { throw Problem.notFound }
                return Answer(.ok, try Portfolio.of(id, db).json)
            }
        }
        api.get("transactions") { request, context in
            let identity = try await tokens.identity(of: request)
            return try await journal.read(identity) { db in
                let page = try PageRequest<Int>(request)
                let rows = try LedgerEntry.page(of: identity.clientID, page, db)
                return Answer.list("transactions", rows, page, cursor: \.id, \.json)
            }
        }
    }

    func addCashRoutes(to api: RouterGroup<BrokerXContext>) {
        for kind in [CashMovement.Kind.deposit, .withdrawal] {
            api.post(RouterPath(kind.table)) { request, context in
                let submission = try await submission(request, context, keyed: true)
                return try await journal.perform(submission, domain: "portfolios") { change in
                    Answer(.created, try CashMovement.make(kind, submission, change).json)
                }
            }
            api.get(RouterPath(kind.table)) { request, context in
                let identity = try await tokens.identity(of: request)
                return try await journal.read(identity) { db in
                    let page = try PageRequest<Int>(request)
                    let rows = try CashMovement.page(kind, of: identity.clientID, page, db)
                    return Answer.list(kind.table, rows, page, cursor: \.id, \.json)
                }
            }
        }
    }
}
