import Contract
import HTTPTypes
import ServiceKit

/// What `--fault` can break in the answers of this service.
enum OrderFaults {
    private static let service = OrdersService.name

    static let all: [AnswerFault] = [
        .rounding(service),
        .missingField(service, "filled_quantity"),
        .numberAsString(service, "quantity"),
        AnswerFault("orders.wrong_status", "`POST /orders` answers 200 for 201.") { draft in
            if draft.method == .post, draft.route == "/api/v1/orders", draft.status == .created { draft.status = .ok }
        },
        .listOrder(service),
        .pageBoundary(service),
        .timeZone(service),
        .oneIn(200, service, "side") { $0 == "buy" ? "sell" : "buy" },
        AnswerFault("orders.wrong_client", "`client_id` is that of another client.") { draft in
            draft.replace("client_id") { .integer(($0.integerValue ?? 0) + 1) }
        },
        AnswerFault("orders.leaking_field", "Orders show `reservation`, an internal amount.") { draft in
            draft.changeObjects(with: "limit_price") { $0 + [.init("reservation", .money(reservation(of: $0)))] }
        },
    ]

    private static func reservation(of order: [JSON.Member]) -> Money {
        let order = JSON.object(order)
        let price = (order["limit_price"]?.stringValue ?? order["price"]?.stringValue).flatMap { Money($0) }
        return (try? price?.times(order["quantity"]?.integerValue ?? 0)) ?? .zero
    }
}
