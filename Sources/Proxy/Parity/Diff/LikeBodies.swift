/// Whether two answers of different status classes say mostly the same.
enum LikeBodies {
    private static let leafLimit = 2000

    static func areLike(_ monolith: Observation, _ service: Observation) -> Bool {
        guard !monolith.body.isEmpty, !service.body.isEmpty, !monolith.isCut, !service.isCut else { return false }
        let isSameCoding = monolith.contentEncoding == service.contentEncoding
        if isSameCoding, ByteEquality.equal(monolith.body, service.body) { return true }
        let (left, right) = (leaves(of: monolith), leaves(of: service))
        guard !left.isEmpty, !right.isEmpty else { return false }
        let same = left.count { right[$0.key] == $0.value }
        return same * 2 >= max(left.count, right.count)
    }

    private static func leaves(of answer: Observation) -> [DifferencePath: LeafValue] {
        guard case .success(let body) = BodyReader.read(answer), let document = body.document(preferring: .json) else {
            return [:]
        }
        let leaves = document.allLeaves(limit: leafLimit)
        return Dictionary(leaves.map { ($0.path, $0.value) }) { first, _ in first }
    }
}
