package import Parity

/// How often the shape that a place's own values show is broken by another value of the same process, by what of the
/// shape claimed it.
package struct ProcessScore {
    package private(set) var draws = 0
    package private(set) var byProblem: [ShapeProblem: Int] = [:]
    package private(set) var complaints: [String] = []

    package init() {}

    package var alarms: Int { byProblem.values.reduce(0, +) }

    package mutating func add(_ draw: ProcessSource.Draw) {
        draws += 1
        let problem = ValueShape(draw.own).problem(of: draw.service)
        if let problem {
            byProblem[problem, default: 0] += 1
            func text(_ value: LeafValue) -> String { String(decoding: value.text, as: UTF8.self) }
            complaints.append(
                "\(problem.rawValue): \(draw.process): \(draw.own.map(text)) against \(text(draw.service))")
        }
    }
}
