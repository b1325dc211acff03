import Contract

/// What a request says about a client, checked: registering asks for all of it, a change for any of it.
struct ClientFields: Sendable {
    let name: String?
    let email: String?
    private let password: String?
    private let fields: Fields

    /// What `POST /clients` must say. `isTaken` is asked for an email which is fine otherwise.
    static func registration(_ body: Fields, isTaken: (String) throws -> Bool = { _ in false }) throws -> ClientFields {
        var fields = try body.nested("client")
        let name = fields.string("name", nameRule)
        var email = fields.string("email", emailRule)
        try refuseTaken(&email, &fields, isTaken)
        let password = fields.string("password", passwordRule)
        confirm(password, &fields)
        return ClientFields(name: name, email: email, password: password, fields: fields)
    }

    /// What `PATCH /clients/:id` may say.
    static func change(_ body: Fields, isTaken: (String) throws -> Bool = { _ in false }) throws -> ClientFields {
        var fields = try body.nested("client")
        let name = fields.optionalString("name", nameRule)
        var email = fields.optionalString("email", emailRule)
        try refuseTaken(&email, &fields, isTaken)
        let password = fields.optionalString("password", passwordRule)
        if fields.contains("password") { confirm(password, &fields) }
        return ClientFields(name: name, email: email, password: password, fields: fields)
    }

    /// The password to hash; nil when none was given, or the request will be refused.
    var acceptedPassword: String? { fields.errors.isEmpty ? password : nil }

    private init(name: String?, email: String?, password: String?, fields: Fields) {
        self.name = name.map(trimmed)
        self.email = email.map(normalizedEmail)
        self.password = password
        self.fields = fields
    }

    /// Throws `validation-failed` when a field is refused.
    func check() throws {
        try fields.check()
    }
}

private func refuseTaken(_ email: inout String?, _ fields: inout Fields, _ isTaken: (String) throws -> Bool) throws {
    guard let candidate = email, try isTaken(normalizedEmail(candidate)) else { return }
    email = nil
    fields.refuse("email", "is already taken")
}

/// Nothing matches a password that is refused, so only its presence is asked for then.
private func confirm(_ password: String?, _ fields: inout Fields) {
    _ = fields.string("password_confirmation") { password == nil || $0 == password ? nil : "must match password" }
}

private func nameRule(_ text: String) -> String? {
    let scalars = trimmed(text).unicodeScalars
    let isPlain = scalars.allSatisfy { $0.properties.generalCategory != .control }
    return (1...100).contains(scalars.count) && isPlain ? nil : "must be 1 to 100 characters"
}

private func passwordRule(_ text: String) -> String? {
    (8...128).contains(text.unicodeScalars.count) ? nil : "must be 8 to 128 characters"
}

private func emailRule(_ text: String) -> String? {
    isEmail(normalizedEmail(text)) ? nil : "must be a valid email address"
}

/// At most 254 visible ASCII bytes: something, one `@`, and labels joined by points, at least two and none empty.
private func isEmail(_ text: String) -> Bool {
    guard text.utf8.count <= 254, isVisibleASCII(text) else { return false }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
}

func isVisibleASCII(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
}

/// An email address as it is stored and looked for.
func normalizedEmail(_ text: String) -> String {
    trimmed(text).lowercased()
}

/// Without the white space around it.
private func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let tail = scalars.drop { $0.properties.isWhitespace }
    let end = tail.lastIndex { !$0.properties.isWhitespace }.map { tail.index(after: $0) } ?? tail.startIndex
    return String(tail[tail.startIndex..<end])
}
