/// Two values side by side, split where they differ, so that the eye finds the place.
struct ValueDifference {
    /// A value in three parts; the middle is what differs.
    struct Side {
        var head: String
        var changed: String
        var tail: String
    }

    let monolith: Side?
    let service: Side?

    init(monolith: String?, service: String?) {
        let left = monolith.map { Array(PlainText.printable($0)) }
        let right = service.map { Array(PlainText.printable($0)) }
        guard let left, let right else {
            self.monolith = left.map { Side(head: "", changed: String($0), tail: "") }
            self.service = right.map { Side(head: "", changed: String($0), tail: "") }
            return
        }
        let shorter = min(left.count, right.count)
        let head = (0..<shorter).first { left[$0] != right[$0] } ?? shorter
        let rest = shorter - head
        let tail = (0..<rest).first { left[left.count - 1 - $0] != right[right.count - 1 - $0] } ?? rest
        func split(_ value: [Character]) -> Side {
            Side(
                head: String(value[..<head]), changed: String(value[head..<value.count - tail]),
                tail: String(value[(value.count - tail)...]))
        }
        self.monolith = split(left)
        self.service = split(right)
    }
}
