import Subprocess

/// Ends the children of a test process which could not do it itself, because it crashed or was killed.
///
/// A shell reads the ids of children from a pipe; when the pipe ends, its other side is gone, and it kills what is left.
final class ChildReaper: Sendable {
    static let shared = ChildReaper()

    private static let script = """
        trap '' INT TERM HUP
        pids=' '
        while read -r sign pid; do
          case $sign in
            +) pids="$pids$pid " ;;
            -) pids="${pids%% $pid *} ${pids#* $pid }" ;;
          esac
        done
        [ -z "${pids## }" ] || kill -9 $pids 2>/dev/null
        """

    private let lines: AsyncStream<String>.Continuation

    private init() {
        let (stream, lines) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        Task {
            _ = try await run(
                .name("sh"), arguments: ["-c", Self.script], input: .inputWriter, output: .discarded, error: .discarded
            ) { execution in
                for await line in stream { _ = try await execution.standardInputWriter.write(line) }
            }
        }
    }

    func watch(_ pid: Int32) { lines.yield("+ \(pid)\n") }
    func release(_ pid: Int32) { lines.yield("- \(pid)\n") }
}
