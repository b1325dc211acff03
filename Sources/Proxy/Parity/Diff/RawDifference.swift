/// One place where two answers differ, with the values as they are. For judging inside this module; what is stored or
/// shown is a ``Difference``, which is redacted.
package struct RawDifference: Sendable, Hashable {
    /// In the monolith's terms; for `extra`, with the service's index where it is an element.
    package var path: DifferencePath
    package var kind: DifferenceClass
    package var relation: Relation?
    /// nil where the side has nothing.
    package var monolith: LeafValue?
    package var service: LeafValue?

    package init(
        path: DifferencePath, kind: DifferenceClass, relation: Relation? = nil, monolith: LeafValue?,
        service: LeafValue?
    ) {
        self.path = path
        self.kind = kind
        self.relation = relation
        self.monolith = monolith
        self.service = service
    }
}
