/// The bytes that one shadowed exchange holds: its copy and both captured answers.
final class Charge {
    private let desk: ShadowDesk
    private var bytes = 0
    /// The budget did not have what was asked for.
    private(set) var isExceeded = false

    init(_ desk: ShadowDesk) {
        self.desk = desk
    }

    /// Whether so many more bytes may be held.
    func add(_ count: Int) -> Bool {
        guard !isExceeded else { return false }
        guard desk.take(count) else {
            isExceeded = true
            return false
        }
        bytes += count
        return true
    }

    func release() {
        desk.release(bytes)
        bytes = 0
        isExceeded = true
    }
}
