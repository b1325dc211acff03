import Foundation

/// Keeps a second process away from a store: an advisory lock (flock) on the database file itself.
///
/// The kernel drops it when the process ends in any way, so nothing has to be cleaned up after a `kill -9`. SQLite's
/// own locks (fcntl) are of another kind and do not meet it, but closing this descriptor would drop those of the
/// whole process: it must stay open until SQLite has closed the file.
final class StoreLock: Sendable {
    private let descriptor: Int32
    /// The file was not there and has been made, empty.
    let isNew: Bool

    init(path: String) throws(StoreError) {
        let existed = access(path, F_OK) == 0
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .inaccessible(path: path, detail: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK
                ? .inUse(path: path) : .inaccessible(path: path, detail: String(cString: strerror(code)))
        }
        isNew = !existed
    }

    deinit { close(descriptor) }
}
