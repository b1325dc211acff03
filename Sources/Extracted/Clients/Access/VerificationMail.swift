import Contract
import Logging

/// Sends verification codes. Until there is mail, they go to the log.
struct VerificationMail {
    let keys: KeySet
    let logger: Logger

    func send(_ kind: VerificationCode, to clientID: Int) {
        logger.info(
            "verification code",
            metadata: ["kind": "\(kind)", "client_id": "\(clientID)", "code": "\(kind.code(for: clientID, keys))"])
    }
}
