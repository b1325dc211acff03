extension JSONDiff {
    /// What the rules say about two values that are written differently.
    enum Ruling {
        case differs
        /// They say the same without any rule.
        case equal
        /// By the rule with this index they are taken for equal.
        case excused(Int)
        /// Only the shape is compared here, and it differs.
        case anotherShape
    }

    func ruling(_ left: Int, _ right: Int) -> Ruling {
        let leftNode = monolith.nodes[left]
        let rightNode = service.nodes[right]
        if leftNode.kind == .string, rightNode.kind == .string, hasEqualTextWithoutBase(left, right) { return .equal }
        if leftNode.place != PlaceAutomaton.dead,
            let rule = lenientRule(rules.placeRules(leftNode.place), left, right)
        {
            return .excused(rule)
        }
        guard leftNode.isShaped else { return .differs }
        guard Shape(monolith.leaf(left)) == Shape(service.leaf(right)) else { return .anotherShape }
        return shapeRule(above: left).map { .excused($0) } ?? .differs
    }

    private func lenientRule(_ here: PlaceRules, _ left: Int, _ right: Int) -> Int? {
        guard here.isLenient else { return nil }
        guard monolith.nodes[left].kind == service.nodes[right].kind else {
            // The same moment may be a number on one side and text on the other, where a rule says that it is a date.
            guard let (rule, steps) = here.normalize, steps.contains(.date),
                Moment.isSame(monolith.leaf(left), service.leaf(right), within: here.time?.seconds ?? 0)
            else { return nil }
            return rule
        }
        let one = monolith.leaf(left).text
        let other = service.leaf(right).text
        if let (rule, tolerance) = here.numeric, let first = Decimal(one), let second = Decimal(other),
            tolerance.allows(first, second)
        {
            return rule
        }
        if let (rule, seconds) = here.time, let first = PointInTime(one), let second = PointInTime(other),
            first.notation == second.notation || here.normalize?.steps.contains(.date) ?? false,
            first.seconds(to: second) <= seconds
        {
            return rule
        }
        if let (rule, steps) = here.normalize, steps.makeEqual(one, other, context) { return rule }
        return nil
    }

    private func hasEqualTextWithoutBase(_ left: Int, _ right: Int) -> Bool {
        guard !context.monolithBases.isEmpty || !context.serviceBases.isEmpty else { return false }
        return BaseURL.stripped(monolith.text(of: left), context.monolithBases)
            == BaseURL.stripped(service.text(of: right), context.serviceBases)
    }

    /// The shape rule at a value or at the nearest container around it that has one.
    private func shapeRule(above node: Int) -> Int? {
        var candidate = node
        while candidate >= 0 {
            let value = monolith.nodes[candidate]
            if candidate == node || value.isContainer && Int(value.next) > node, value.place != PlaceAutomaton.dead,
                let rule = rules.placeRules(value.place).shape
            {
                return rule
            }
            candidate -= 1
        }
        return nil
    }
}

extension [Normalization] {
    /// Whether two texts are equal after every step.
    func makeEqual(_ left: [UInt8], _ right: [UInt8], _ context: ComparisonContext) -> Bool {
        var first = left
        var second = right
        for step in self {
            switch step {
            case .letterCase:
                first = TextForm.lowercased(first)
                second = TextForm.lowercased(second)
            case .trim:
                first = TextForm.collapsed(first)
                second = TextForm.collapsed(second)
            case .date:
                if let one = PointInTime(unambiguous: first), let other = PointInTime(unambiguous: second),
                    one.nanoseconds == other.nanoseconds
                {
                    return true
                }
            case .urlBase:
                first = BaseURL.withoutOrigin(first)
                second = BaseURL.withoutOrigin(second)
            }
        }
        return first == second
    }
}

/// Times that may stand in values of different types.
enum Moment {
    static func isSame(_ left: LeafValue, _ right: LeafValue, within seconds: Double) -> Bool {
        guard let first = PointInTime(unambiguous: left.text), let second = PointInTime(unambiguous: right.text) else {
            return false
        }
        return first.seconds(to: second) <= seconds
    }
}
