import Contract
import Database
import HTTPTypes
import Hummingbird

extension Feed {
    /// `GET /internal/feed/changes?request_id=ID`: what a request has changed on this side, by its events.
    func addChangesRoute(to router: Router<BrokerXContext>) {
        router.get("internal/feed/changes") { request, _ in
            guard let requestID = request.uri.queryParameters["request_id"], !requestID.isEmpty else {
                throw Problem.validation("request_id", "is required")
            }
            return Answer(.ok, try await changes(of: String(requestID)))
        }
    }

    /// Rows by table, each as it was after the request.
    private func changes(of requestID: String) async throws -> JSON {
        let events = try await journal.database.read { db in
            try db.rows("SELECT entity, row FROM outbox_events WHERE request_id = ? ORDER BY sequence", requestID).map {
                (entity: try $0[0] as String, row: try $0[1] as String)
            }
        }
        let report = ChangeReport()
        for event in events {
            guard let table = journal.tables[event.entity], table.isReported,
                let row = try? JSON(parsing: event.row.utf8)
            else { continue }
            report.add(.object([.init(table.name, .array([row.withoutSecrets()]))]))
        }
        return report.json
    }
}
