/// A mistake that a service can be started with (`--fault NAME`) which shows in no answer: it writes another row than it
/// tells.
package struct WriteFault: Sendable {
    /// What `--fault` takes, such as `portfolios.effects_wrong_amount`.
    package let name: String
    /// One sentence for `--help`.
    package let summary: String
    /// Whose rows it spoils, as soon as they are recorded.
    let entity: String
    /// What is done to the row with that key.
    let statement: String

    package init(_ name: String, _ summary: String, entity: String, statement: String) {
        self.name = name
        self.summary = summary
        self.entity = entity
        self.statement = statement
    }
}
