package import Contract

/// `Ficus-Changes` as a side writes it: a report as JSON in ASCII; `unsure` in front of it, or alone, where the dry run may
/// have seen other rows than its primary.
package struct ToldChanges: Sendable {
    package var report: JSON?
    package var isUnsure: Bool

    private static let mark = "unsure"

    package init(report: JSON?, isUnsure: Bool = false) {
        self.report = report
        self.isUnsure = isUnsure
    }

    package init(_ value: String) {
        isUnsure = value.hasPrefix(Self.mark)
        let text = isUnsure ? value.dropFirst(Self.mark.count).drop { $0 == " " } : value[...]
        report = try? JSON(parsing: text.utf8)
    }

    /// nil where there is nothing to tell.
    package var value: String? {
        let text = report?.asciiText
        return isUnsure ? [Self.mark, text].compactMap(\.self).joined(separator: " ") : text
    }
}
