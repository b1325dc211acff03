package import Contract
package import HTTPTypes

/// A mistake that a service can be started with (`--fault NAME`), so that parity checking has something to find.
///
/// A fault decorates the finished answer; nothing of the domain knows about it.
package struct AnswerFault: Sendable {
    /// What `--fault` takes, such as `orders.rounding`.
    package let name: String
    /// One sentence for `--help`.
    package let summary: String
    let change: @Sendable (inout AnswerDraft) -> Void

    package init(_ name: String, _ summary: String, change: @escaping @Sendable (inout AnswerDraft) -> Void) {
        self.name = name
        self.summary = summary
        self.change = change
    }
}

/// An answer on its way out, as a fault may change it.
package struct AnswerDraft: Sendable {
    package let method: HTTPRequest.Method
    /// The pattern of the route, such as `/api/v1/orders/{id}`.
    package let route: String
    package var status: HTTPResponse.Status
    package var body: JSON
}

extension AnswerDraft {
    /// Replaces the value of every member of that name, at any depth.
    package mutating func replace(_ name: String, _ change: (JSON) -> JSON) {
        body = body.mappingMembers { $0.name == name ? .init($0.name, change($0.value)) : $0 }
    }

    /// The members that are lists of rows: `orders` of `{"orders":[...],"next":null}`.
    package mutating func changeList(_ change: ([JSON]) -> [JSON]) {
        guard case .object(let members) = body, body["next"] != nil else { return }
        body = .object(
            members.map { member in
                guard let rows = member.value.arrayValue else { return member }
                return .init(member.name, .array(change(rows)))
            })
    }

    /// Changes every object that has the member `name`, at any depth.
    package mutating func changeObjects(with name: String, _ change: ([JSON.Member]) -> [JSON.Member]) {
        body = body.mappingObjects { members in members.contains { $0.name == name } ? change(members) : members }
    }
}

extension JSON {
    func mappingMembers(_ change: (Member) -> Member) -> JSON {
        mappingObjects { $0.map(change) }
    }

    /// Changes objects from the inside out.
    func mappingObjects(_ change: ([Member]) -> [Member]) -> JSON {
        switch self {
        case .null, .bool, .number, .string: self
        case .array(let elements): .array(elements.map { $0.mappingObjects(change) })
        case .object(let members):
            .object(change(members.map { Member($0.name, $0.value.mappingObjects(change)) }))
        }
    }
}
