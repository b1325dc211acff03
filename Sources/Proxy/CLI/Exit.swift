import ArgumentParser

/// How a command ends; scripts rely on these numbers.
enum Exit: Int32, Sendable {
    case ok = 0
    case failure = 1
    /// `plan` found a difference between files and stored flips.
    case changesPresent = 2
    case gateRefused = 3
    /// `serve` ended before all requests were answered.
    case cutOff = 4
    /// The command line makes no sense (ArgumentParser uses the same number).
    case usage = 64
    /// The route table, or another input, has errors.
    case badData = 65
    /// No proxy answers at the admin address.
    case unreachable = 69
    /// Not now, but perhaps in a moment.
    case tryAgain = 75

    /// What a command throws to end with this code and no further message.
    var code: ExitCode { ExitCode(rawValue) }
}
