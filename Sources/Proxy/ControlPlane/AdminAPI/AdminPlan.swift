package import Routing
package import Store

/// `GET /plan`: where the stored flips and the route table files disagree.
package struct AdminPlan: Codable, Sendable, Equatable {
    package struct Change: Codable, Sendable, Equatable {
        package var unit: String
        package var from: RouteStatus
        /// The state in the file.
        package var to: RouteStatus
        /// What the gates say to it; empty when there is none to pass.
        package var gates: [GateOutcome]
        /// Whether `apply` would do it.
        package var allowed: Bool
        /// Why not.
        package var refusal: String?

        package init(
            unit: String, from: RouteStatus, to: RouteStatus, gates: [GateOutcome], allowed: Bool, refusal: String?
        ) {
            self.unit = unit
            self.from = from
            self.to = to
            self.gates = gates
            self.allowed = allowed
            self.refusal = refusal
        }
    }

    package var changes: [Change]

    package init(changes: [Change]) {
        self.changes = changes
    }
}

/// `POST /apply`: flips the units of the plan through their gates.
package struct ApplyRequest: Codable, Sendable, Equatable {
    package var who: String
    package var reason: String?

    package init(who: String, reason: String? = nil) {
        self.who = who
        self.reason = reason
    }
}

/// What `apply` did, and what it did not.
package struct ApplyAnswer: Codable, Sendable, Equatable {
    package var applied: [FlipAnswer]
    package var refused: [AdminProblem]

    package init(applied: [FlipAnswer], refused: [AdminProblem]) {
        self.applied = applied
        self.refused = refused
    }
}

/// `POST /reload`: the folder was taken as a revision.
package struct ReloadAnswer: Codable, Sendable, Equatable {
    package var revision: Int
    /// False when the folder says what it said before.
    package var changed: Bool
    package var routes: Int
    package var warnings: [AdminDiagnostic]
    /// Why the revision could not be kept for a restart, if so; it is served all the same.
    package var unpersisted: String?

    package init(
        revision: Int, changed: Bool, routes: Int, warnings: [AdminDiagnostic], unpersisted: String?
    ) {
        self.revision = revision
        self.changed = changed
        self.routes = routes
        self.warnings = warnings
        self.unpersisted = unpersisted
    }
}

/// A diagnostic of the route table.
package struct AdminDiagnostic: Codable, Sendable, Hashable {
    package var severity: String
    package var code: String
    package var file: String
    package var line: Int
    package var column: Int
    package var message: String
    package var hint: String?

    package init(_ diagnostic: Diagnostic) {
        severity = diagnostic.severity.rawValue
        code = diagnostic.code.rawValue
        file = diagnostic.location.file
        line = diagnostic.location.line
        column = diagnostic.location.column
        message = diagnostic.message
        hint = diagnostic.hint
    }
}

/// `POST /reload`.
package struct ReloadRequest: Codable, Sendable, Equatable {
    package var who: String

    package init(who: String) {
        self.who = who
    }
}
