extension Diagnostic {
    /// The closed list of what can be wrong; the raw value is stable.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        // Reading files.
        case noFiles = "no_files"
        case unreadableFile = "unreadable_file"
        case notUTF8 = "not_utf8"
        case yamlSyntax = "yaml_syntax"
        case yamlAnchor = "yaml_anchor"
        case yamlMergeKey = "yaml_merge_key"
        case yamlTag = "yaml_tag"
        case yamlTrap = "yaml_trap"
        case duplicateKey = "duplicate_key"
        case variableInKey = "variable_in_key"
        case unsetVariable = "unset_variable"
        case invalidVariable = "invalid_variable"

        // The shape of documents.
        case unsupportedVersion = "unsupported_version"
        case missingKey = "missing_key"
        case unknownKey = "unknown_key"
        case notBuiltYet = "not_built_yet"
        case missingValue = "missing_value"
        case wrongType = "wrong_type"
        case unknownValue = "unknown_value"

        // Single values.
        case invalidDuration = "invalid_duration"
        case invalidSize = "invalid_size"
        case invalidShare = "invalid_share"
        case missingUnit = "missing_unit"
        case invalidNumber = "invalid_number"
        case outOfRange = "out_of_range"
        case invalidDate = "invalid_date"
        case invalidRename = "invalid_rename"
        case invalidBoolean = "invalid_boolean"
        case invalidURL = "invalid_url"
        case invalidCIDR = "invalid_cidr"
        case invalidHost = "invalid_host"
        case invalidPath = "invalid_path"
        case invalidMatch = "invalid_match"
        case invalidMethod = "invalid_method"
        case invalidID = "invalid_id"
        case invalidFieldName = "invalid_field_name"
        case invalidCanaryKey = "invalid_canary_key"
        case invalidPointer = "invalid_pointer"

        // What only the whole shows.
        case missingGateway = "missing_gateway"
        case duplicateGateway = "duplicate_gateway"
        case missingMonolith = "missing_monolith"
        case unknownTarget = "unknown_target"
        case unknownGroup = "unknown_group"
        case duplicateID = "duplicate_id"
        case ambiguousRoutes = "ambiguous_routes"
        case missingEffect = "missing_effect"
        case writeOnly = "write_only"
        case missingCandidate = "missing_candidate"
        case invalidCandidate = "invalid_candidate"
        case invalidOwner = "invalid_owner"
        case inconsistentGroup = "inconsistent_group"
        case flipInGroup = "flip_in_group"
        case missingPercent = "missing_percent"
        case feedWithoutFed = "feed_without_fed"
        case answerConflict = "answer_conflict"
        case unknownRoute = "unknown_route"
        case testFailed = "test_failed"

        // Warnings.
        case unusedTarget = "unused_target"
        case unusedGroup = "unused_group"
    }
}
