import Foundation
import Parity

/// Numbers in few columns.
enum WatchNumber {
    /// `1.2%`, `0.031%`, `<0.01%`, in at most six.
    static func share(_ share: Double) -> String {
        let percent = share * 100
        switch percent {
        case ...0: return "0%"
        case ..<0.001: return "<.001%"
        case ..<0.1: return String(format: "%.3f%%", percent)
        case ..<9.995: return String(format: "%.2f%%", percent)
        case ..<99.95: return String(format: "%.1f%%", percent)
        default: return "100%"
        }
    }

    /// `0.3`, `12.1`, `480`, `12k`.
    static func rate(_ rate: Double) -> String {
        switch rate {
        case ..<99.95: String(format: "%.1f", rate)
        case ..<9_999.5: String(format: "%.0f", rate)
        default: String(format: "%.0fk", min(rate / 1000, 9999))
        }
    }

    /// `12,345`, `1.23M`.
    static func count(_ count: UInt64) -> String {
        switch count {
        case ..<1_000_000: ReportNumbers.count(count)
        case ..<1_000_000_000: String(format: "%.2fM", Double(count) / 1e6)
        default: String(format: "%.2fG", Double(count) / 1e9)
        }
    }

    /// `35s`, `4m`, `2h`, `3d`.
    static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<90: "\(Int(max(1, seconds.rounded())))s"
        case ..<5400: "\(Int((seconds / 60).rounded()))m"
        case ..<172_800: "\(Int((seconds / 3600).rounded()))h"
        default: "\(Int((min(seconds, 8e7) / 86_400).rounded()))d"
        }
    }

    /// `62%`; 100 % only when nothing is missing.
    static func progress(_ result: GateResult) -> String {
        "\(result.moreNeeded == 0 ? 100 : min(99, Int(result.progress * 100)))%"
    }
}
