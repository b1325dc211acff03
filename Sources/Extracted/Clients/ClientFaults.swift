import Contract
import HTTPTypes
import ServiceKit

/// What `--fault` can break in the answers of this service.
enum ClientFaults {
    static let all: [AnswerFault] = [
        .missingField(ClientsService.name, "email_verified"),
        .timeZone(ClientsService.name),
        AnswerFault("clients.wrong_status", "404 is answered as 403.") { draft in
            if draft.status == .notFound { draft.status = .forbidden }
        },
        // A made-up hash: the leak is to be found, not to leak.
        AnswerFault("clients.leaking_field", "Clients show a `password_hash`.") { draft in
            draft.changeObjects(with: "email") { $0 + [.init("password_hash", "$scrypt$ln=14,r=8,p=1$c2FsdA==$a2V5")] }
        },
    ]
}
