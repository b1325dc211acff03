/// The index over the field lines of a head: where each lies, and which known name it has.
///
///     "Host: example.org \r\n"
///      ^name ^value       ^ end of the value, without the white space around it
///
/// One array, reserved once and used again by the parser; nothing is allocated per field.
package struct FieldSection: Sendable {
    /// One field line.
    package struct Field: Sendable, Hashable {
        package let nameRange: ByteRange
        package let valueRange: ByteRange
        package let name: FieldName
    }

    /// The fields in the order received, repeated ones included.
    package internal(set) var fields: [Field] = []
    /// The known names that occur.
    package internal(set) var names = FieldNameSet()
    /// The field lines with their CRLFs, without the empty line that ends them.
    package internal(set) var lines = ByteRange.empty

    package init() {}

    package var count: Int { self.fields.count }

    @inline(__always)
    package func contains(_ name: FieldName) -> Bool { self.names.contains(name) }

    /// The first field of a known name.
    package func first(_ name: FieldName) -> Field? {
        guard self.contains(name) else { return nil }
        // By index: an iterator would hold the array, which costs two atomic operations.
        for index in self.fields.indices where self.fields[index].name == name { return self.fields[index] }
        return nil
    }

    /// The only field of a known name; nil where there is none or where it is repeated.
    package func only(_ name: FieldName) -> Field? {
        guard let first = self.first(name) else { return nil }
        var occurrences = 0
        for index in self.fields.indices where self.fields[index].name == name { occurrences &+= 1 }
        return occurrences == 1 ? first : nil
    }

    /// The bytes of line `index` with its CRLF, as a range of the head.
    func line(at index: Int) -> Range<Int> {
        let next = index &+ 1
        return self.fields[index].nameRange
            .lowerBound..<(next < self.count
            ? self.fields[next].nameRange.lowerBound : self.lines.upperBound)
    }

    mutating func append(_ field: Field) {
        self.fields.append(field)
        self.names.insert(field.name)
    }

    /// Forgets the fields, keeps the memory.
    mutating func removeAll() {
        self.fields.removeAll(keepingCapacity: true)
        self.names = FieldNameSet()
        self.lines = .empty
    }
}
