/// Reads the fields of a JSON object and collects what is wrong with them, at most one error per field.
///
///     var fields = try Fields(parsing: body)
///     let symbol = fields.string("symbol") { PriceTable.price(of: $0) == nil ? "is not traded" : nil }
///     try fields.check()
package struct Fields {
    /// Why a value is refused; nil when it is not.
    package typealias Rule<Value> = (Value) -> String?

    private let object: JSON
    package private(set) var errors: [Problem.FieldError] = []

    /// Throws `malformedJSON` when the bytes are no JSON object.
    package init(parsing bytes: [UInt8]) throws {
        guard let object = try? JSON(parsing: bytes), case .object = object else { throw Problem.malformedJSON }
        self.object = object
    }

    package init(_ object: JSON) {
        self.object = object
    }

    /// Throws `validation-failed` when a field was refused.
    package func check() throws {
        guard errors.isEmpty else { throw Problem.validation(errors) }
    }

    /// Adds an error, unless the field has one.
    package mutating func refuse(_ field: String, _ message: String) {
        guard !errors.contains(where: { $0.field == field }) else { return }
        errors.append(Problem.FieldError(field, message))
    }

    /// True when the field is there, null included.
    package func contains(_ name: String) -> Bool {
        object[name] != nil
    }

    /// True when the field is there and not null.
    package func hasValue(_ name: String) -> Bool {
        object[name].map { $0 != .null } ?? false
    }

    /// The fields of a nested object. Without it the error is thrown at once, alone.
    package func nested(_ name: String) throws -> Fields {
        guard hasValue(name), let value = object[name] else { throw Problem.validation(name, "is required") }
        guard case .object = value else { throw Problem.validation(name, "must be an object") }
        return Fields(value)
    }

    /// A required string that no rule refuses.
    package mutating func string(_ name: String, _ rule: Rule<String> = { _ in nil }) -> String? {
        guard hasValue(name) else {
            refuse(name, "is required")
            return nil
        }
        return optionalString(name, rule)
    }

    /// A string that may be absent; null is no string.
    package mutating func optionalString(_ name: String, _ rule: Rule<String> = { _ in nil }) -> String? {
        guard let value = object[name] else { return nil }
        return accept(name, value.stringValue, "must be a string", rule)
    }

    /// A required integer that no rule refuses.
    package mutating func integer(_ name: String, _ rule: Rule<Int> = { _ in nil }) -> Int? {
        guard hasValue(name), let value = object[name] else {
            refuse(name, "is required")
            return nil
        }
        return accept(name, value.integerValue, "must be an integer", rule)
    }

    /// A required quantity: an integer from 1 to 1,000,000. A number that is too long for an integer is out of range.
    package mutating func quantity(_ name: String) -> Int? {
        let message = "must be 1 to 1000000"
        if case .number(let digits)? = object[name], Int(digits) == nil,
            digits.drop(while: { $0 == "-" }).allSatisfy(\.isNumber)
        {
            refuse(name, message)
            return nil
        }
        return integer(name) { (1...1_000_000).contains($0) ? nil : message }
    }

    /// A required amount of money, from one cent to `maximum`.
    package mutating func money(_ name: String, upTo maximum: Money) -> Money? {
        var amount: Money?
        _ = string(name) { text in
            guard let money = Money(requested: text) else { return "must be an amount with two decimals" }
            guard money > .zero, money <= maximum else { return "must be 0.01 to \(maximum)" }
            amount = money
            return nil
        }
        return amount
    }

    private mutating func accept<Value>(
        _ name: String, _ value: Value?, _ typeMessage: String, _ rule: Rule<Value>
    ) -> Value? {
        guard let value else {
            refuse(name, typeMessage)
            return nil
        }
        if let message = rule(value) {
            refuse(name, message)
            return nil
        }
        return value
    }
}
