import AsyncHTTPClient
import Contract
import Feed
import Foundation
import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// The portfolios service, as orders sees it: funds and shares are reserved there, over HTTP.
///
/// Both calls are idempotent by the order's id, so one that got no answer is repeated once.
struct PortfoliosClient {
    /// Why a call has no result.
    enum Failure: Error {
        /// Portfolios was not reached, so nothing has happened there.
        case notSent
        /// Nobody knows what portfolios did.
        case unknown
        /// The order has another reservation already, which is not this request's to release.
        case conflict
    }

    let http: HTTPClient
    let url: String
    var timeout = TimeAmount.seconds(3)

    /// Of this process, as long as it runs. It does not dial again by itself: who asked is waiting.
    static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration(
            timeout: .init(connect: .milliseconds(500), read: .seconds(3)), decompression: .disabled)
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Reserves what an order needs, and settles it when it executes at once.
    ///
    /// Throws `Failure`, or the `Problem` with which portfolios refuses.
    func reserve(_ intent: Intent, isDryRun: Bool) async throws {
        let terms = intent.terms
        try await post(
            "/internal/reserve",
            [
                // A dry run uses up no id, and must not meet the reservation of who gets this one.
                "order_id": .integer(isDryRun ? 0 : intent.orderID), "client_id": .integer(intent.clientID),
                "side": .string(terms.side.rawValue), "symbol": .string(terms.symbol),
                "quantity": .integer(terms.quantity), "amount": .money(try terms.requiredFunds()),
                "settlement": .money(try terms.settlement()), "releases": .integer(intent.ends),
            ], intent, isDryRun: isDryRun)
    }

    /// Releases what an order holds, or undoes its settlement.
    func release(_ intent: Intent, isDryRun: Bool) async throws {
        try await post(
            "/internal/release",
            ["order_id": .integer(intent.orderID), "client_id": .integer(intent.clientID)], intent, isDryRun: isDryRun)
    }

    private func post(_ path: String, _ body: JSON, _ intent: Intent, isDryRun: Bool) async throws {
        var request = HTTPClientRequest(url: url + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "X-Request-Id", value: intent.requestID)
        if isDryRun { request.headers.add(name: "Ficus-Leg", value: "shadow") }
        request.body = .bytes(body.bytes)
        do {
            try await send(request)
        } catch Failure.unknown {
            try await send(request)
        }
    }

    private func send(_ request: HTTPClientRequest) async throws {
        let status: UInt
        let answer: JSON
        do {
            let response = try await http.execute(request, timeout: timeout)
            status = response.status.code
            let body = try await response.body.collect(upTo: 65_536)
            let told = response.headers.first(name: "Ficus-Changes").map { ToldChanges($0) }
            if told?.isUnsure == true { ChangeReport.current?.leaveDoubt() }
            if let report = told?.report {
                ChangeReport.current?.add(report)
            } else {
                ChangeReport.current?.leaveGap()
            }
            answer = (try? JSON(parsing: body.readableBytesView)) ?? .null
        } catch is NIOConnectionError {
            throw Failure.notSent
        } catch let error as IOError where error.errnoCode == ECONNREFUSED {
            throw Failure.notSent
        } catch let error as HTTPClientError where error == .connectTimeout {
            throw Failure.notSent
        } catch {
            throw Failure.unknown
        }
        switch (status, answer["type"]?.stringValue) {
        case (200, _): return
        case (422, "urn:brokerx:problem:insufficient-funds"): throw Problem.insufficientFunds("quantity")
        case (422, "urn:brokerx:problem:insufficient-holdings"): throw Problem.insufficientHoldings
        case (409, "urn:brokerx:problem:reservation-conflict"): throw Failure.conflict
        default: throw Failure.unknown
        }
    }
}
