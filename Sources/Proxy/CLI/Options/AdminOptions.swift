import ArgumentParser

/// Where the running proxy's admin API listens.
struct AdminOptions: ParsableArguments {
    @Option(
        name: .customLong("admin"),
        help: ArgumentHelp("The admin address of the running proxy.", valueName: "host:port"))
    var address = HostPort(host: "127.0.0.1", port: 8001)
}
