import Routing
import Store

extension Flips {
    /// Where stored flips and files disagree, and what the gates say to following the files.
    package func plan() async throws(AdminProblem) -> AdminPlan {
        var changes: [AdminPlan.Change] = []
        for unit in drifted {
            let from = status(of: unit)
            let outcomes =
                unit.declared.isBehind(from) ? [] : try await gateOutcomes(of: unit, reaching: unit.declared.state)
            let closed = outcomes.filter { !$0.passes }
            changes.append(
                AdminPlan.Change(
                    unit: unit.id, from: from, to: unit.declared, gates: outcomes, allowed: closed.isEmpty,
                    refusal: closed.isEmpty ? nil : GateSentence.summary(of: closed)))
        }
        return AdminPlan(changes: changes)
    }

    /// Flips what `plan` shows, each unit through its gate; one refusal does not keep the others back.
    package func apply(_ request: ApplyRequest) async -> ApplyAnswer {
        var answer = ApplyAnswer(applied: [], refused: [])
        for unit in drifted {
            let flip = FlipRequest(
                unit: unit.id, to: unit.declared, who: request.who, reason: request.reason ?? "apply: the file says so")
            do throws(AdminProblem) {
                answer.applied.append(try await self.flip(flip))
            } catch {
                answer.refused.append(error)
            }
        }
        return answer
    }

    /// Units with a stored state other than the one in their file.
    var drifted: [FlipUnit] {
        definition.units.filter { unit in
            guard unit.candidate != nil, let status = statuses[unit.id] else { return false }
            return status != unit.declared
        }
    }
}
