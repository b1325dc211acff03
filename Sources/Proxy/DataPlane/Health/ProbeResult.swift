import HTTPWire
import NIOCore
import Parity
import Routing

/// What a probe found out.
struct ProbeResult: Equatable {
    var isWell: Bool
    /// What is wrong, or not quite right, in a few words.
    var cause: String?
    /// `Ficus-Build` of the answer, or what its body says of its build.
    var build: String?

    static func failed(_ cause: String) -> ProbeResult { ProbeResult(isWell: false, cause: cause) }

    /// Longer builds are cut: they are shown and stored.
    private static let longestBuild = 200

    /// Judges an answer by its status and, where it is of the type for health, by what it says.
    init(_ head: ResponseHead, body: [UInt8], expected: [ClosedRange<Int>]) {
        isWell = expected.contains { $0.contains(head.status) }
        cause = isWell ? nil : "it answered \(head.status)"
        build = head.withValue(of: .ficusBuild) { value in
            value.extracting(first: Self.longestBuild).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
        if build == nil, Self.isJSON(head) { build = Self.build(in: body) }
        guard Self.speaksOfHealth(head) else { return }
        judge(JSONMember.string("status", in: body))
    }

    init(isWell: Bool, cause: String? = nil, build: String? = nil) {
        self.isWell = isWell
        self.cause = cause
        self.build = build
    }

    /// Whether the body says how the instance is.
    static func speaksOfHealth(_ head: ResponseHead) -> Bool { type(of: head) == "application/health+json" }

    /// Whether the body may name a build, where the head does not.
    static func mayTellBuild(_ head: ResponseHead) -> Bool {
        isJSON(head) && head.withValue(of: .ficusBuild) { _ in true } == nil
    }

    private static func isJSON(_ head: ResponseHead) -> Bool {
        guard let type = type(of: head) else { return false }
        return type == "application/json" || type.hasSuffix("+json")
    }

    private static func type(of head: ResponseHead) -> String? {
        head.withValue(of: .contentType) { value in
            let text = value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
            return text.prefix { $0 != ";" && $0 != " " }.lowercased()
        }
    }

    /// Members that name what was deployed; `releaseId` and `version` are those of the format for health.
    private static let buildMembers = ["build", "releaseId", "version"]

    private static func build(in body: [UInt8]) -> String? {
        let build = buildMembers.lazy.compactMap { JSONMember.string($0, in: body) }.first { !$0.isEmpty }
        return build.map { String(decoding: $0.utf8.prefix(longestBuild), as: UTF8.self) }
    }

    /// The words of the format for health (draft-inadarei-api-health-check section 3.1), with the ones that frameworks
    /// use in their place.
    private mutating func judge(_ status: String?) {
        switch status?.lowercased() {
        case "pass", "ok", "up": break
        case "warn": cause = cause ?? "it warns"
        case "fail", "error", "down":
            cause = isWell ? "it says that it fails" : cause
            isWell = false
        case nil:
            cause = isWell ? "its health has no status" : cause
            isWell = false
        case let other?:
            cause = isWell ? "its health has the status \"\(other.prefix(20))\"" : cause
            isWell = false
        }
    }
}
