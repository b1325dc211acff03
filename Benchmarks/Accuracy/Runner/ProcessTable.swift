import AccuracyMaterial
import Parity

/// False alarms on values of one process, by the number of the monolith's answers and what of the shape was claimed.
enum ProcessTable {
    static func text(draws: Int, seed: UInt64, isComplaining: Bool) -> String {
        var lines = ["| answers of the monolith | draws | false alarms | by what was claimed |", "|--:|--:|--:|---|"]
        var complaints: [String] = []
        for samples in 2...4 {
            var source = ProcessSource(seed: seed)
            var score = ProcessScore()
            for _ in 0..<draws { score.add(source.next(samples: samples)) }
            let claims = score.byProblem.sorted { $0.value > $1.value }.map { "\($0.key.rawValue) \($0.value)" }
            let share = (Double(score.alarms) / Double(draws) * 10_000).rounded() / 100
            lines.append(
                "| \(samples) | \(draws) | \(share) % (\(score.alarms)) | \(claims.joined(separator: ", ")) |")
            complaints += score.complaints.map { "\(samples) \($0)" }
        }
        return (lines + (isComplaining ? complaints : [])).joined(separator: "\n")
    }
}
