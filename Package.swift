// swift-tools-version: 6.2
import PackageDescription

// The manifest is data: one list of settings for every target, one row per target.

// `FICUS_LIBFUZZER=1` (`make fuzz-libfuzzer`): code tells libFuzzer which ways it goes.
let isForLibFuzzer = Context.environment["FICUS_LIBFUZZER"] != nil

let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        // Why: this pass of Swift 6.3 leaves out the way back to an actor (docs/decisions/0017-way-back-to-an-actor.md).
        .unsafeFlags(["-Xllvm", "-sil-disable-pass=optimize-hop-to-executor"], .when(configuration: .release)),
    ] + (isForLibFuzzer ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioConcurrencyHelpers = Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

func library(_ name: String, _ path: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target
{
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(path)", resources: resources, swiftSettings: settings)
}

func executable(_ name: String, _ path: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: "Sources/\(path)", swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude, swiftSettings: settings)
}

// Arrows run one way (ARCHITECTURE.md); ArchitectureTests reads the imports and holds them to it.
let proxy: [Target] = [
    library("Routing", "Proxy/Routing", [yams]),
    library("Parity", "Proxy/Parity", [collections]),
    library("HTTPWire", "Proxy/HTTPWire", [nioCore]),
    library("Supervision", "Proxy/Supervision", []),
    .systemLibrary(name: "CEpoll", path: "Sources/Proxy/CEpoll"),
    library("Transport", "Proxy/Transport", ["CEpoll", nioConcurrencyHelpers, nioCore, collections]),
    library(
        "DataPlane", "Proxy/DataPlane",
        ["HTTPWire", "Routing", "Parity", "Transport", nioCore, nioPosix, collections]),
    library("Store", "Proxy/Store", ["Database", "Routing", "Parity", crypto]),
    library(
        "ControlPlane", "Proxy/ControlPlane",
        [
            "DataPlane", "Store", "Routing", "Parity", hummingbird, hummingbirdCore, httpTypes, mustache, crypto,
            logging,
            serviceLifecycle, asyncHTTPClient, nioCore, nioHTTP1, nioPosix, collections,
        ]),
    .systemLibrary(name: "CMalloc", path: "Sources/Proxy/CMalloc"),
    executable(
        "ficus", "Proxy/CLI",
        [
            "CMalloc", "ControlPlane", "DataPlane", "Store", "Routing", "Parity", "Supervision", argumentParser,
            asyncHTTPClient, logging, serviceLifecycle, nioCore, nioHTTP1, nioPosix,
        ]),
]

let reference: [Target] = [
    library("Database", "Database", [grdb]),
    library(
        "Contract", "Contract",
        [
            "Database", hummingbird, httpTypes, argumentParser, jwtKit, crypto, cryptoExtras, logging,
            serviceLifecycle, nioCore, nioPosix,
        ]),
    library(
        "Feed", "Feed",
        [
            "Contract", "Database", hummingbird, httpTypes, asyncHTTPClient, logging, serviceLifecycle, nioCore,
            nioHTTP1,
        ]),
    executable(
        "brokerx-monolith", "Monolith",
        ["Contract", "Database", "Feed", hummingbird, httpTypes, argumentParser, logging, serviceLifecycle, nioCore]),
    library(
        "ServiceKit", "Extracted/ServiceKit",
        [
            "Contract", "Database", "Feed", hummingbird, httpTypes, argumentParser, asyncHTTPClient, logging,
            serviceLifecycle, nioCore,
        ]),
]

func service(_ name: String, _ path: String) -> Target {
    executable(
        name, "Extracted/\(path)",
        [
            "ServiceKit", "Contract", "Database", "Feed", hummingbird, httpTypes, argumentParser, asyncHTTPClient,
            logging, serviceLifecycle, nioCore, nioHTTP1, nioPosix,
        ])
}

let services = [
    service("brokerx-clients", "Clients"), service("brokerx-portfolios", "Portfolios"),
    service("brokerx-orders", "Orders"),
]

let testSupport = Target.target(
    name: "TestSupport", dependencies: [nioCore, nioPosix, subprocess], path: "Tests/TestSupport",
    swiftSettings: settings)

// Labelled pairs of answers, for the benchmark of accuracy and the tests of it.
let accuracyMaterial = Target.target(
    name: "AccuracyMaterial", dependencies: ["Parity"], path: "Benchmarks/Accuracy/Material", swiftSettings: settings)

let testTargets: [Target] = [
    tests("RoutingTests", ["Routing", "TestSupport"]),
    tests("ParityTests", ["Parity", "AccuracyMaterial", "TestSupport"], exclude: ["Corpus"]),
    tests("HTTPWireTests", ["HTTPWire", "TestSupport", nioCore, nioEmbedded]),
    tests(
        "DataPlaneTests",
        [
            "DataPlane", "HTTPWire", "Routing", "Parity", "Supervision", "Transport", "TestSupport", nioCore, nioPosix,
            nioEmbedded,
        ]),
    tests("TransportTests", ["Transport", "TestSupport", nioCore]),
    tests("SupervisionTests", ["Supervision", "TestSupport"]),
    tests("DatabaseTests", ["Database", "TestSupport"]),
    tests("StoreTests", ["Store", "Database", "Routing", "Parity", "TestSupport"]),
    tests(
        "ControlPlaneTests",
        ["ControlPlane", "DataPlane", "Store", "Routing", "Parity", "TestSupport", hummingbird, httpTypes, nioCore],
        exclude: ["Report/Snapshots"]),
    tests(
        "BrokerXTests",
        [
            "Contract", "Feed", "ServiceKit", "Database", "brokerx-monolith", "brokerx-clients", "brokerx-portfolios",
            "brokerx-orders", "TestSupport", argumentParser, asyncHTTPClient, hummingbird, httpTypes, jwtKit, logging,
            nioCore, nioHTTP1, serviceLifecycle,
        ]),
    tests(
        "EndToEndTests",
        [
            "TestSupport", "ficus", "brokerx-monolith", "brokerx-clients", "brokerx-portfolios", "brokerx-orders",
            "Database", asyncHTTPClient, nioCore,
        ]),
    tests("FuzzTests", ["FuzzSubjects", "ficus-fuzz", "TestSupport"]),
    tests("ArchitectureTests", []),
    tests("TestSupportTests", ["TestSupport"]),
]

// The fuzzer (`make fuzz`), and its form for libFuzzer.
let fuzzing: [Target] =
    [
        .target(
            name: "FuzzSubjects", dependencies: ["HTTPWire", "Routing", "Parity", nioCore], path: "Tests/Fuzz/Subjects",
            swiftSettings: settings),
        .executableTarget(
            name: "ficus-fuzz", dependencies: ["FuzzSubjects"], path: "Tests/Fuzz/Runner", swiftSettings: settings),
    ]
    + (isForLibFuzzer
        ? [
            .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
            .executableTarget(
                name: "ficus-libfuzzer", dependencies: ["CLibFuzzer", "FuzzSubjects"], path: "Tests/Fuzz/LibFuzzer",
                swiftSettings: settings),
        ]
        : [])

// `FICUS_ONLY_TESTS=RoutingTests,ParityTests` builds these test targets alone (`make test ONLY=RoutingTests`).
let only = Context.environment["FICUS_ONLY_TESTS"].map { $0.split(separator: ",").map(String.init) }

// `FICUS_BENCHMARKS=1` adds the program that measures parts of the proxy (`make bench`).
let benchmarks: [Target] =
    Context.environment["FICUS_BENCHMARKS"] == nil
    ? []
    : [
        .executableTarget(
            name: "ficus-benchmarks", dependencies: ["HTTPWire", "Routing", nioCore], path: "Benchmarks/Micro",
            swiftSettings: settings),
        .executableTarget(
            name: "ficus-bodies", dependencies: ["Parity"], path: "Benchmarks/Bodies", swiftSettings: settings),
        .executableTarget(
            name: "ficus-statistics", dependencies: ["Parity"], path: "Benchmarks/Statistics", swiftSettings: settings),
        .executableTarget(
            name: "ficus-accuracy", dependencies: ["AccuracyMaterial", "Parity"], path: "Benchmarks/Accuracy/Runner",
            swiftSettings: settings),
    ]

let package = Package(
    name: "ficus",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "ficus", targets: ["ficus"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: proxy + reference + services + benchmarks + fuzzing + [testSupport, accuracyMaterial]
        + testTargets.filter { only?.contains($0.name) ?? true }
)
