import Contract

/// The fields of `{"client": {...}}`, as they are written to a row.
struct ClientFields {
    var name: String?
    var email: String?
    var password: String?

    /// All of them, for a new client.
    static func registration(_ body: [UInt8]) throws -> ClientFields {
        var fields = try Fields(parsing: body).nested("client")
        let name = fields.string("name", nameRule)
        let email = fields.string("email", emailRule)
        let password = fields.string("password", passwordRule)
        confirm(password, &fields)
        return ClientFields(name: name, email: email, password: password, errors: fields.errors)
    }

    /// Those that are to change.
    static func patch(_ body: [UInt8]) throws -> ClientFields {
        var fields = try Fields(parsing: body).nested("client")
        let name = fields.optionalString("name", nameRule)
        let email = fields.optionalString("email", emailRule)
        let hasPassword = fields.contains("password")
        let password = fields.optionalString("password", passwordRule)
        if hasPassword { confirm(password, &fields) }
        return ClientFields(name: name, email: email, password: password, errors: fields.errors)
    }

    private let errors: [Problem.FieldError]

    private init(name: String?, email: String?, password: String?, errors: [Problem.FieldError]) {
        self.name = name.map(Self.trimmed)
        self.email = email.map { Self.normal($0) }
        self.password = password
        self.errors = errors
    }

    /// Throws what is wrong, a taken address included; `isTaken` is asked only about a valid one.
    func check(emailIsTaken isTaken: (String) throws -> Bool) throws {
        var fields = self.errors
        if let email, try isTaken(email) {
            let position = fields.firstIndex { $0.field != "name" } ?? fields.endIndex
            fields.insert(.init("email", "is already taken"), at: position)
        }
        guard fields.isEmpty else { throw Problem.validation(fields) }
    }

    /// True when nothing is wrong that can be seen without the database.
    var isValid: Bool { errors.isEmpty }

    /// An address as it is stored and compared.
    static func normal(_ email: String) -> String { trimmed(email).lowercased() }

    private static func confirm(_ password: String?, _ fields: inout Fields) {
        let confirmation = fields.string("password_confirmation")
        if let password, let confirmation, password != confirmation {
            fields.refuse("password_confirmation", "must match password")
        }
    }

    private static func nameRule(_ text: String) -> String? {
        let scalars = trimmed(text).unicodeScalars
        let isControl = scalars.contains { $0.properties.generalCategory == .control }
        return (1...100).contains(scalars.count) && !isControl ? nil : "must be 1 to 100 characters"
    }

    private static func passwordRule(_ text: String) -> String? {
        (8...128).contains(text.unicodeScalars.count) ? nil : "must be 8 to 128 characters"
    }

    private static func emailRule(_ text: String) -> String? {
        let email = normal(text)
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        let labels = parts.last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        let isValid =
            email.utf8.count <= 254 && email.utf8.allSatisfy { (0x21...0x7E).contains($0) } && parts.count == 2
            && !parts[0].isEmpty && labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
        return isValid ? nil : "must be a valid email address"
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}
