import ArgumentParser
import Foundation
import Logging

extension HostConfiguration {
    /// Reads flags and environment; throws a `ValidationError` which says what is wrong with which of them.
    ///
    /// `faults` are the names that this program knows beside those of `OperationalFault`.
    package init(
        service: String, port defaultPort: Int, faults known: [String] = [], _ options: HostOptions,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        self.init(service: service)
        func variable(_ name: String) -> String? { environment["BROKERX_\(name)"].flatMap { $0.isEmpty ? nil : $0 } }
        func list(_ flags: [String], _ name: String) -> [String] {
            flags.isEmpty ? (variable(name) ?? "").split(separator: ",").map(String.init) : flags
        }
        func number(_ flag: Int?, _ name: String, _ range: ClosedRange<Int>, _ fallback: Int) throws -> Int {
            let text = flag.map(String.init) ?? variable(name)
            guard let text else { return fallback }
            guard let value = Int(text) else { throw ValidationError("BROKERX_\(name) is no number: \(text)") }
            guard range.contains(value) else {
                let flag = name.lowercased().replacing("_", with: "-")
                throw ValidationError("--\(flag) must be \(range.lowerBound) to \(range.upperBound), not \(value)")
            }
            return value
        }

        host = options.host ?? variable("HOST") ?? host
        port = try number(options.port, "PORT", 0...65535, defaultPort)
        database = options.database ?? variable("DATABASE") ?? database
        build = options.build ?? variable("BUILD") ?? build
        guard (1...128).contains(build.utf8.count), build.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ValidationError("--build must be 1 to 128 visible ASCII characters")
        }
        hashCost = try number(options.hashCost, "HASH_COST", PasswordHasher.costs, hashCost)
        peers = try list(options.feedTo, "FEED_TO").map(Self.peer)
        keys = KeySet(try list(options.keys, "KEYS").map(Self.key)) ?? .development
        self.faults = Set(list(options.fault, "FAULT"))
        let allKnown = OperationalFault.allCases.map(\.rawValue) + known
        if let unknown = self.faults.subtracting(allKnown).sorted().first {
            throw ValidationError("no fault is named \(unknown); there are: \(allKnown.joined(separator: ", "))")
        }
        if let level = options.logLevel ?? variable("LOG_LEVEL") {
            guard let level = Logger.Level(rawValue: level) else {
                let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--log-level must be one of \(levels), not \(level)")
            }
            logLevel = level
        }
    }

    private static func key(_ text: String) throws -> KeySet.Key {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[1].utf8.count >= KeySet.shortestSecret else {
            throw ValidationError("--keys wants KID=SECRET, the secret with at least \(KeySet.shortestSecret) bytes")
        }
        return KeySet.Key(id: parts[0], secret: parts[1])
    }

    private static func peer(_ text: String) throws -> Peer {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let urls = parts.count == 2 ? parts[1].split(separator: ";").map(String.init) : []
        guard !urls.isEmpty, urls.allSatisfy({ URL(string: $0)?.host != nil }) else {
            throw ValidationError("--feed-to wants NAME=URL[;URL...], not \(text)")
        }
        return Peer(name: parts[0], urls: urls.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
    }
}
