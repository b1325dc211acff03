import Routing

/// What resolv.conf(5) says: whom to ask, and which names a short one may stand for.
struct ResolverFile: Equatable, Sendable {
    var servers: [NameServer] = []
    /// Domains that are put behind a name.
    var search: [String] = []
    /// A name with fewer dots is tried behind the domains first.
    var dots = 1
    /// How long one server may take, and how often all of them are asked.
    var timeout = Duration.seconds(2)
    var attempts = 2

    /// Only these servers, and only the name as it is.
    init(servers: [NameServer]) {
        self.servers = servers
    }

    /// Reads the text of the file; what it does not know it passes over, as the system does.
    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.prefix { $0 != "#" && $0 != ";" }.split { $0 == " " || $0 == "\t" }
            guard let key = words.first else { continue }
            switch key {
            case "nameserver":
                if servers.count < 3, words.count > 1 { servers.append(NameServer(host: String(words[1]), port: 53)) }
            case "domain": search = words.dropFirst().prefix(1).map(String.init)
            case "search": search = words.dropFirst().prefix(6).map(String.init)
            case "options": for option in words.dropFirst() { adopt(option) }
            default: break
            }
        }
    }

    private mutating func adopt(_ option: Substring) {
        let parts = option.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let number = Int(parts[1]), number >= 0 else { return }
        switch parts[0] {
        case "ndots": dots = min(number, 15)
        // Longer is no use to somebody who asks again in a moment.
        case "timeout": timeout = .seconds(min(max(number, 1), 5))
        case "attempts": attempts = min(max(number, 1), 5)
        default: break
        }
    }

    /// The file of this machine; nil where it names no server.
    static var current: ResolverFile? {
        guard let text = SmallFile.text("/etc/resolv.conf") else { return nil }
        let file = ResolverFile(text)
        return file.servers.isEmpty ? nil : file
    }

    /// The full names that a name may stand for, in the order in which they are tried.
    func candidates(for name: String) -> [String] {
        if name.hasSuffix(".") { return [name] }
        let longer = search.map { "\(name).\($0)" }
        return name.count(where: { $0 == "." }) >= dots ? [name] + longer : longer + [name]
    }
}

/// hosts(5): names that nobody has to be asked for.
enum HostsFile {
    static var text: String? { SmallFile.text("/etc/hosts") }

    static func names(_ name: String, in text: String) -> Bool {
        let name = name.lowercased()
        return text.split(whereSeparator: \.isNewline).contains { line in
            line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }.dropFirst().contains { $0.lowercased() == name }
        }
    }
}
