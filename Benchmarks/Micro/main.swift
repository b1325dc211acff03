// Measures parts of the proxy and prints them as JSON; Benchmarks/run builds and calls it.

let measurements = try WireBenchmarks.run() + RoutingBenchmarks.run()
print("[\(measurements.map(\.json).joined(separator: ",\n "))]")
