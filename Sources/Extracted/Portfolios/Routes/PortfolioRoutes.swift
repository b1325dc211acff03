import Contract
import HTTPTypes
import Hummingbird
import ServiceKit

/// The public API of the portfolios service.
struct PortfolioRoutes {
    let endpoints: Endpoints

    func add(to router: Router<BrokerXContext>) {
        let api = router.group("api/v1")
        api.get("portfolio") { request, _ in
            try await endpoints.read(request) { identity, db in
                Answer(.ok, try Ledger(db: db).portfolio(of: identity.clientID).json)
            }
        }
        api.get("portfolios/:id") { request, context in
            try await endpoints.read(request) { identity, db in
                guard try context.id() == identity.clientID else { throw Problem.notFound }
                return Answer(.ok, try Ledger(db: db).portfolio(of: identity.clientID).json)
            }
        }
        api.get("transactions") { request, _ in
            try await endpoints.read(request) { identity, db in
                let page = try PageRequest<Int>(request)
                let rows = try Ledger(db: db).entries(of: identity.clientID, page)
                return .list("transactions", rows, page, cursor: \.id, \.json)
            }
        }
        add(.deposit, to: api)
        add(.withdrawal, to: api)
    }

    private func add(_ direction: Transfer.Direction, to api: RouterGroup<BrokerXContext>) {
        let path = RouterPath(direction.table)
        api.post(path) { request, context in
            try await endpoints.write(request, context, keyed: true) { submission, change in
                try MoveMoney.perform(direction, submission, change)
            }
        }
        api.get(path) { request, _ in
            try await endpoints.read(request) { identity, db in
                let page = try PageRequest<Int>(request)
                let rows = try Transfers(direction: direction, db: db).page(of: identity.clientID, page)
                return .list(direction.table, rows, page, cursor: \.id, \.json)
            }
        }
    }
}
