/// What has to stay the same for verdicts to be counted together.
///
/// Evidence about a build says nothing about the next one, so any change here starts counting from zero.
package struct Epoch: Sendable, Hashable, Codable {
    /// Hash of the route's definition (match, target, effect...), stable between processes.
    package var definition: UInt64
    /// Hash of the route's parity rules, stable between processes.
    package var rules: UInt64
    /// `Ficus-Build` of the monolith; empty when it never said.
    package var monolithBuild: String
    /// `Ficus-Build` of the service; empty when it never said.
    package var serviceBuild: String
    /// How often an operator reset the route's evidence.
    package var resets: Int

    package init(definition: UInt64, rules: UInt64, monolithBuild: String, serviceBuild: String, resets: Int) {
        self.definition = definition
        self.rules = rules
        self.monolithBuild = monolithBuild
        self.serviceBuild = serviceBuild
        self.resets = resets
    }
}
