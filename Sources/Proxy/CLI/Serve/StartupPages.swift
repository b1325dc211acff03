import Foundation

/// The pages of program code that only starting needed.
///
/// Starting runs through most of the program and its libraries once, which leaves some 30 MiB of their code resident.
/// What serving needs comes back from the page cache within the first requests; the rest stays away.
enum StartupPages {
    /// Gives them back; does nothing where the system does not say what is mapped.
    static func release() {
        #if os(Linux)
            // Read by lines: the file has no size, and gives a page of itself at a time.
            guard let maps = fopen("/proc/self/maps", "r") else { return }
            defer { fclose(maps) }
            var line = [CChar](repeating: 0, count: 4_096)
            while fgets(&line, CInt(line.count), maps) != nil {
                let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                guard let (start, count) = codeRange(text) else { continue }
                // Code is never written, so each of its pages is as it is in its file.
                madvise(UnsafeMutableRawPointer(bitPattern: start), count, MADV_DONTNEED)
            }
        #endif
    }

    /// Where the code of a file is mapped: the range of a line such as
    /// `7f1c2a400000-7f1c2a595000 r-xp 00028000 fd:00 1573 /usr/lib/libc.so.6`, or nil for a line about something else.
    static func codeRange(_ line: String) -> (start: UInt, count: Int)? {
        let words = line.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 6, words[1] == "r-xp", words[5].hasPrefix("/") else { return nil }
        let bounds = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard bounds.count == 2, bounds[0] > 0, bounds[1] > bounds[0] else { return nil }
        return (bounds[0], Int(bounds[1] - bounds[0]))
    }
}
