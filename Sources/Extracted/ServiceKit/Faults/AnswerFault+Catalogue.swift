package import Contract
import Synchronization

// The mistakes that real extractions make. A service picks from them and gives them its domain's fields.
extension AnswerFault {
    package static func missingField(_ service: String, _ field: String) -> AnswerFault {
        AnswerFault("\(service).missing_field", "`\(field)` is missing.") { draft in
            draft.changeObjects(with: field) { members in members.filter { $0.name != field } }
        }
    }

    package static func numberAsString(_ service: String, _ field: String) -> AnswerFault {
        AnswerFault("\(service).number_as_string", "`\(field)` is a string.") { draft in
            draft.replace(field) { value in
                guard case .number(let digits) = value else { return value }
                return .string(digits)
            }
        }
    }

    package static func rounding(_ service: String) -> AnswerFault {
        let limit = Money(cents: 10_000_00)
        return AnswerFault("\(service).rounding", "Money above 10000.00 is a cent too high.") { draft in
            draft.body = draft.body.mappingMembers { member in
                guard let money = member.value.stringValue.flatMap({ Money($0) }), money > limit,
                    let wrong = try? money.adding(Money(cents: 1))
                else { return member }
                return .init(member.name, .money(wrong))
            }
        }
    }

    package static func listOrder(_ service: String) -> AnswerFault {
        AnswerFault("\(service).list_order", "Lists are by id descending within the page.") { draft in
            draft.changeList { $0.reversed() }
        }
    }

    package static func pageBoundary(_ service: String) -> AnswerFault {
        AnswerFault("\(service).page_boundary", "A page has one row too few.") { draft in
            draft.changeList { Array($0.dropLast()) }
        }
    }

    package static func timeZone(_ service: String) -> AnswerFault {
        AnswerFault("\(service).timezone", "Timestamps are in +01:00.") { draft in
            draft.body = draft.body.mappingMembers { member in
                guard let moment = member.value.stringValue.flatMap({ Timestamp($0) }) else { return member }
                let local = "\(moment.adding(seconds: 3600))".dropLast() + "+01:00"
                return .init(member.name, .string(String(local)))
            }
        }
    }

    /// Each `interval`-th answer which shows `field` shows what `change` makes of it.
    package static func oneIn(
        _ interval: Int, _ service: String, _ field: String, _ change: @escaping @Sendable (JSON) -> JSON
    ) -> AnswerFault {
        let answers = AnswerCounter()
        return AnswerFault("\(service).one_in_\(interval)", "Each \(interval)th answer has a wrong `\(field)`.") {
            draft in
            var shows = false
            var wrong = draft
            wrong.replace(field) { value in
                shows = true
                return change(value)
            }
            guard shows, answers.next().isMultiple(of: interval) else { return }
            draft = wrong
        }
    }
}

/// Counts answers, from 1.
private final class AnswerCounter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
