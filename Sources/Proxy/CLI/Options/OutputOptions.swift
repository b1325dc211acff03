import ArgumentParser

/// How a reading command prints.
struct OutputOptions: ParsableArguments {
    /// For people, or for programs.
    enum Format: String, ExpressibleByArgument, CaseIterable, Sendable { case text, json }

    @Option(help: "For people (text) or for programs (json).")
    var format = Format.text
}
