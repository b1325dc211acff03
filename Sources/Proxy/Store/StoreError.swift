/// Why the store cannot be used. Each description is one sentence about the cause and one about what to do.
package enum StoreError: Error, Hashable, CustomStringConvertible {
    /// The file is no SQLite database, or its pages, schema or records contradict each other.
    case damaged(path: String, detail: String)
    /// A newer version of Ficus wrote the file.
    case newer(path: String, version: Int, known: Int)
    /// The file is a healthy database of another program.
    case foreign(path: String)
    /// Another process has the file open.
    case inUse(path: String)
    /// The file was given to another process: the one that takes this one's place.
    case closed(path: String)
    /// The file or its folder cannot be read or written.
    case inaccessible(path: String, detail: String)
    /// A flip's record does not fit its hash or the one before it.
    case brokenChain(path: String, sequence: Int)

    package var description: String {
        switch self {
        case .damaged(let path, let detail):
            """
            the store \(path) is damaged (\(detail)) and was left untouched. Restore it from a backup, or move it \
            away together with its -wal file to start from the states that the route table files name.
            """
        case .newer(let path, let version, let known):
            """
            the store \(path) has schema \(version), this ficus knows up to \(known); it was left untouched. Start \
            the ficus that wrote it, or a newer one, or name another file with --store.
            """
        case .foreign(let path):
            "\(path) is a database of another program and was left untouched. Name another file with --store."
        case .inUse(let path):
            """
            the store \(path) is in use by another process. Stop that ficus first, or give this one a file of its \
            own with --store.
            """
        case .closed(let path):
            "the store \(path) has been handed to the process that takes over. Ask again; the new one answers."
        case .inaccessible(let path, let detail):
            "the store \(path) cannot be opened (\(detail)). Check the folder and its permissions, or use --store."
        case .brokenChain(let path, let sequence):
            """
            the audit trail in \(path) does not verify from flip \(sequence) on: records were changed or removed \
            outside of ficus; the file was left untouched. Restore it from a backup, or move it away together with \
            its -wal file to start from the states that the route table files name.
            """
        }
    }
}
