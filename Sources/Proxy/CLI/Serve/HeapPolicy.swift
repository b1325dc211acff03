import CMalloc

/// What becomes of memory that is free again.
///
/// glibc begins with these thresholds, and raises them to the size of whatever large piece is freed first: from then on
/// bodies, which one thread allocates and another frees, leave holes in heaps that never shrink, and a proxy that has once
/// compared many large answers keeps hundreds of mebibytes for nothing.
enum HeapPolicy {
    private static let large: CInt = 128 << 10
    private static let kept: CInt = 4 << 20

    /// Large pieces go back to the system at once.
    static func adopt() {
        cmalloc_set_thresholds(large, kept)
    }
}
