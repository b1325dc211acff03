import Hummingbird
import Routing

extension Operations {
    /// `GET /explain?method=GET&path=/api/v1/orders/42&header=name: value`: the production matcher on one request.
    func addExplaining(to router: Router<BasicRequestContext>) {
        router.get("/explain") { request, _ in
            let parameters = request.uri.queryParameters
            guard let method = parameters["method"], let path = parameters["path"] else {
                throw AdminProblem(.badRequest, "method or path is missing", fix: "/explain?method=GET&path=/orders/42")
            }
            let fields = try parameters.getAll("header").map { line in
                guard let field = PlainRequest.field(String(line)) else {
                    throw AdminProblem(.badRequest, "\(line) is not a header", fix: "write header=name: value")
                }
                return field
            }
            do {
                let plain = try PlainRequest(method: String(method), target: String(path), fields: fields)
                let table = await flips.table
                return try Response.json(AdminExplanation(table.explanation(of: plain), table))
            } catch let refusal as RequestPath.Refusal {
                throw AdminProblem(.badRequest, "Ficus answers 400: \(refusal)")
            }
        }
    }
}
