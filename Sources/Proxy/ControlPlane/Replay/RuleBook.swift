package import Parity
package import Routing

/// The rules that pairs are judged under: those of a table's routes, of a file, or the defaults.
package struct RuleBook: Sendable {
    private let table: RouteTable
    /// Added to those of each route.
    private let extra: SourceFile?
    private let environment: [String: String]
    private var judges: [Key: PairJudge] = [:]
    /// What is known of ids, from pairs of all routes.
    private var known = IdentityLedger()
    /// What the monolith calls today what it called otherwise when it was recorded.
    package private(set) var renaming = IdentityLedger()

    private struct Key: Hashable {
        var route: String
        var rules: [UInt8]?
    }

    /// - Parameters:
    ///   - table: nil compares under the rules that a route has without any of its own.
    ///   - extra: a file of rules, added to those of each route.
    package init(table: RouteTable?, extra: SourceFile? = nil, environment: [String: String] = [:]) {
        self.table = table ?? .madeUp
        self.extra = extra
        self.environment = environment
    }

    package var hasTable: Bool { !table.isMadeUp }

    /// What is wrong with the file of rules.
    package func diagnostics() -> [Diagnostic] {
        extra.map { ParityRules.load($0, environment: environment).diagnostics } ?? []
    }

    /// The judge for a pair, with what it has learned so far.
    ///
    /// - Parameter route: an id; nil looks for the route of the pair, or of its request.
    package mutating func judge(for pair: RecordedExchange, route: String? = nil) throws(RecordingError) -> PairJudge {
        let id = try self.route(of: pair, named: route ?? pair.route)
        let key = Key(route: id, rules: pair.rules)
        var judge: PairJudge
        if let known = judges[key] { judge = known } else { judge = try compiled(id, pair.rules) }
        judge.known = known
        judges[key] = judge
        return judge
    }

    /// Takes back a judge that has learned something of ids.
    package mutating func keep(_ judge: PairJudge, for pair: RecordedExchange) {
        judges[Key(route: judge.route.id, rules: pair.rules)] = judge
        known = judge.known
    }

    /// Learns what the monolith calls today what a recorded answer of it names.
    package mutating func learnRenaming(
        _ judge: PairJudge, _ pair: RecordedExchange, today: Observation, time: Double
    ) {
        guard let recorded = pair.monolith?.observation else { return }
        var judge = judge
        judge.learnRenaming(pair, recorded: recorded, today: today, into: &renaming, time: time)
    }

    private func compiled(_ id: String, _ own: [UInt8]?) throws(RecordingError) -> PairJudge {
        guard let index = table.index(ofRoute: id) else {
            throw RecordingError("the route table has no route \(id)")
        }
        var route = table.routes[Int(index.value)]
        let files = [extra, own.map { SourceFile(name: "rules", bytes: $0) }].compactMap(\.self)
        for file in files {
            let (rules, diagnostics) = ParityRules.load(file, over: route.parity, environment: environment)
            guard let rules else {
                let first = diagnostics.first { $0.severity == .error }
                throw RecordingError(first.map { "\($0.location): \($0.message)" } ?? "the rules cannot be read")
            }
            route = route.compared(under: rules)
        }
        do {
            return try PairJudge(route, in: table)
        } catch {
            throw RecordingError("\(error)")
        }
    }

    private func route(of pair: RecordedExchange, named name: String?) throws(RecordingError) -> String {
        if table.isMadeUp { return RouteTable.madeUpRoute }
        if let name { return name }
        guard let request = pair.request ?? pair.monolith?.request ?? pair.service?.request else {
            throw RecordingError("nothing says which route it is: name it with --route, or add a \"request\"")
        }
        return try table.route(answering: request)
    }
}

extension RouteTable {
    /// The route that a recorded request belongs to.
    package func route(answering request: RecordedRequest) throws(RecordingError) -> String {
        let fields = request.headers.map { ($0.name, String(decoding: $0.value, as: UTF8.self)) }
        let plain: PlainRequest
        do {
            plain = try PlainRequest(method: request.method, target: request.target, fields: fields)
        } catch {
            throw RecordingError("the path of \(request.method) \(request.target) is refused: \(error)")
        }
        guard let index = decision(for: plain, random: 0).route else {
            throw RecordingError("no route matches \(request.method) \(request.target)")
        }
        return id(of: index)
    }

    fileprivate static let madeUpRoute = "pair"

    /// Two targets and one route for everything, under the rules that a route has without any of its own.
    static let madeUp: RouteTable = {
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            targets:
              monolith: {urls: ["http://monolith.invalid"]}
              service: {urls: ["http://service.invalid"]}
            ---
            apiVersion: ficus/v1
            kind: RouteTable
            candidate: service
            routes:
              \(madeUpRoute): {match: "* /*rest", effect: write}
            """
        let loading = Definition.load([SourceFile(name: "none", text: text)])
        // Why: the text is a constant, and a test reads it.
        guard let definition = loading.definition else { preconditionFailure("\(loading.diagnostics)") }
        return definition.compile(revision: 0)
    }()

    /// Whether it stands for a table that nobody has written.
    var isMadeUp: Bool { routes.count == 1 && routes[0].id == Self.madeUpRoute && routes[0].location.file == "none" }
}
