import Foundation

/// Who does it, for the audit trail: `USER@HOST`, or what `FICUS_WHO` says.
enum Operator {
    static var name: String {
        let environment = ProcessInfo.processInfo.environment
        if let who = environment["FICUS_WHO"], !who.isEmpty { return who }
        return "\(environment["USER"] ?? NSUserName())@\(ProcessInfo.processInfo.hostName)"
    }
}
