/// The closed list of docs/brokerx.md, section 1.
extension Problem {
    package static let malformedJSON = Problem("malformed-json", 400, "Malformed JSON", "the body is not a JSON object")
    package static let invalidIdempotencyKey = Problem(
        "invalid-idempotency-key", 400, "Invalid idempotency key",
        "Idempotency-Key must be 1 to 255 visible ASCII characters")
    package static let unauthorized = Problem("unauthorized", 401, "Unauthorized", "a valid bearer token is required")
    package static let invalidCredentials = Problem(
        "invalid-credentials", 401, "Invalid credentials", "the email or the password is wrong")
    package static let notFound = Problem("not-found", 404, "Not found", "there is no such resource")
    package static let idempotencyConflict = Problem(
        "idempotency-conflict", 409, "Idempotency key reused", "this Idempotency-Key was used with another request")
    package static let idempotencyInProgress = Problem(
        "idempotency-in-progress", 409, "Request in progress",
        "a request with this Idempotency-Key is still being worked on")
    package static let orderNotOpen = Problem(
        "order-not-open", 409, "Order is not open", "only an open order can be cancelled or replaced")
    package static let reservationConflict = Problem(
        "reservation-conflict", 409, "Reservation conflict", "this order has another reservation")
    package static let payloadTooLarge = Problem(
        "payload-too-large", 413, "Payload too large", "the body is larger than 65536 bytes")
    package static let internalError = Problem(
        "internal-error", 500, "Internal error", "the request failed, its request id is in the log")
    package static let unavailable = Problem(
        "unavailable", 503, "Service unavailable", "a part that this request needs does not answer, try again")

    package static func validation(_ errors: [FieldError]) -> Problem {
        Problem("validation-failed", 422, "Validation failed", "the request has invalid fields", errors: errors)
    }

    package static func validation(_ field: String, _ message: String) -> Problem {
        validation([FieldError(field, message)])
    }

    /// `field` is `amount` for a withdrawal and `quantity` for an order.
    package static func insufficientFunds(_ field: String) -> Problem {
        Problem(
            "insufficient-funds", 422, "Insufficient funds", "the available funds do not cover this request",
            errors: [FieldError(field, "exceeds the available funds")])
    }

    package static let insufficientHoldings = Problem(
        "insufficient-holdings", 422, "Insufficient holdings", "the available holdings do not cover this request",
        errors: [FieldError("quantity", "exceeds the available holdings")])
}
