import Logging
import Routing
import Store

extension Flips {
    /// Takes the folder as one atomic revision: all of it, or with any error nothing.
    ///
    /// Stored flips stay in force, so a reload never undoes a rollback.
    package func reload(
        _ folder: RouteTableFolder, into log: any RevisionLog, who: String
    ) async throws(AdminProblem) -> ReloadAnswer {
        let (files, loading) = folder.read()
        guard let next = loading.definition else {
            let errors = loading.errors
            logger.error("reload refused", metadata: ["errors": "\(errors.count)", "first": "\(errors[0].message)"])
            throw AdminProblem(
                .badRouteTable,
                "\(folder.path) has \(errors.count == 1 ? "an error" : "\(errors.count) errors"); "
                    + "revision \(revision.number) keeps serving",
                fix: "correct them, check with `ficus check`, then `ficus reload`",
                diagnostics: loading.diagnostics.map(AdminDiagnostic.init))
        }
        var number = revision.number + 1
        var hash = ""
        var problem: String?
        do {
            let saved = try await log.saveRevision(files: files, who: who, time: now())
            (number, hash) = (saved.number, saved.hash)
        } catch {
            problem = "the revision is not kept for a restart: \(error)"
        }
        let isChanged = hash != revision.hash
        definition = next
        revision = RevisionInForce(number: number, hash: hash, loaded: now(), source: .folder(folder.path))
        await publish()
        logger.notice("reloaded", metadata: ["revision": "\(number)", "changed": "\(isChanged)", "who": "\(who)"])
        return ReloadAnswer(
            revision: number, changed: isChanged, routes: next.routes.count,
            warnings: loading.diagnostics.map(AdminDiagnostic.init), unpersisted: problem)
    }
}
