package import Database

/// The tables that every side keeps for the contract.
package enum ContractSchema {
    package static let migration = Migration(
        "contract-1", sql: StoredAnswers.schema + Revocations.schema + Counters.schema)
}
