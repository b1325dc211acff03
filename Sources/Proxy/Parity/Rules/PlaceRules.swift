/// The rules that end at one state of the automaton, sorted by what they do. Numbers are indices into the rules.
struct PlaceRules: Sendable {
    var ignore: Int?
    var shape: Int?
    var numeric: (rule: Int, tolerance: NumericTolerance)?
    var time: (rule: Int, seconds: Double)?
    var normalize: (rule: Int, steps: [Normalization])?
    var unordered: (rule: Int, key: [UInt8]?)?
    var aligned: (rule: Int, key: [UInt8])?
    var accepts: [(rule: Int, acceptance: Acceptance)] = []
    var isSecret = false
    /// Patterns of a ``LeafSelector``.
    var selects: [Int] = []
    /// For an object: what its members are called on the service's side.
    var renames: [Rename] = []

    struct Rename: Sendable {
        var rule: Int
        var monolith: [UInt8]
        var service: [UInt8]
    }

    /// Values here may be equal although they are written differently.
    var isLenient: Bool {
        shape != nil || numeric != nil || time != nil || normalize != nil
    }

    mutating func add(_ kind: Rule.Kind, _ index: Int) {
        switch kind {
        case .ignore: ignore = ignore ?? index
        case .redact: isSecret = true
        case .numeric(let tolerance): numeric = (index, tolerance)
        case .time(let seconds): time = (index, seconds)
        case .unordered(let key): unordered = (index, key.map { Array($0.utf8) })
        case .aligned(let key): aligned = (index, Array(key.utf8))
        case .rename: break
        case .shape: shape = shape ?? index
        case .normalize(let steps): normalize = (index, steps)
        case .accept(let acceptance): accepts.append((index, acceptance))
        case .select(let pattern): selects.append(pattern)
        }
    }
}
