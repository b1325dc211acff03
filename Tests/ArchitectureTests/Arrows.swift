/// The drawing of ARCHITECTURE.md as data: which room may import which module of this package, and which libraries of
/// others are kept out of it.
enum Arrows {
    struct Room {
        /// The module that other rooms import it by; nil for an executable.
        let module: String?
        /// Modules of this package that it may import.
        let mayImport: Set<String>
        /// Modules of others that it must not import.
        let mustNotImport: Set<String>

        init(_ module: String?, _ mayImport: Set<String>, not mustNotImport: Set<String> = []) {
            self.module = module
            self.mayImport = mayImport
            self.mustNotImport = mustNotImport
        }
    }

    private static let networking: Set = [
        "NIO", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOEmbedded", "NIOConcurrencyHelpers", "NIOFoundationCompat",
        "Hummingbird", "HummingbirdCore", "AsyncHTTPClient", "HTTPTypes",
    ]
    private static let foundation: Set = ["Foundation", "FoundationEssentials", "FoundationNetworking"]
    private static let databases: Set = ["GRDB", "Database", "CLibPQ"]
    private static let brokerX: Set = ["Contract", "Feed", "Database"]

    /// By folder under `Sources`.
    static let rooms: [String: Room] = [
        "Proxy/Routing": Room("Routing", [], not: networking.union(databases)),
        "Proxy/Parity": Room("Parity", [], not: networking.union(databases).union(["Yams"])),
        "Proxy/HTTPWire": Room(
            "HTTPWire", [], not: foundation.union(databases).union(["NIOPosix", "NIOHTTP1", "NIO"])),
        "Proxy/Supervision": Room(
            "Supervision", [], not: foundation.union(databases).union(networking)),
        "Proxy/Transport": Room(
            "Transport", [],
            not: foundation.union(databases).union(networking).subtracting(["NIOCore", "NIOConcurrencyHelpers"])),
        "Proxy/DataPlane": Room(
            "DataPlane", ["HTTPWire", "Routing", "Parity", "Transport"],
            not: foundation.union(databases).union(["NIOHTTP1", "NIO", "Hummingbird", "AsyncHTTPClient"])),
        "Proxy/Store": Room("Store", ["Database", "Routing", "Parity"], not: networking.union(["GRDB"])),
        "Proxy/ControlPlane": Room(
            "ControlPlane", ["Store", "DataPlane", "Routing", "Parity"], not: databases),
        "Proxy/CLI": Room(
            nil, ["ControlPlane", "Store", "DataPlane", "Routing", "Parity", "Supervision"], not: databases),
        "Database": Room("Database", [], not: networking),
        "Contract": Room("Contract", ["Database"], not: ["GRDB"]),
        "Feed": Room("Feed", ["Contract", "Database"], not: ["GRDB"]),
        "Monolith": Room(nil, brokerX, not: ["GRDB"]),
        "Extracted/ServiceKit": Room("ServiceKit", brokerX, not: ["GRDB"]),
        "Extracted/Clients": Room(nil, brokerX.union(["ServiceKit"]), not: ["GRDB"]),
        "Extracted/Portfolios": Room(nil, brokerX.union(["ServiceKit"]), not: ["GRDB"]),
        "Extracted/Orders": Room(nil, brokerX.union(["ServiceKit"]), not: ["GRDB"]),
    ]

    /// Names of modules of this package, executables included, for whoever imports what it must not.
    static let ownModules = Set(rooms.values.compactMap(\.module)).union([
        "ficus", "brokerx_monolith", "brokerx_clients", "brokerx_portfolios", "brokerx_orders",
    ])

    /// The forbidden imports of a file, each as one sentence.
    static func violations(in file: SourceFile) -> [String] {
        guard let name = file.room, let room = rooms[name] else {
            return [
                "\(file.path): this folder is not in the drawing; give it a room in Arrows.swift and ARCHITECTURE.md"
            ]
        }
        return file.imports.compactMap { module, line in
            let isOwn = ownModules.contains(module)
            let isAllowed = isOwn ? room.mayImport.contains(module) : !room.mustNotImport.contains(module)
            return isAllowed ? nil : "\(file.path):\(line): \(name) must not import \(module)"
        }
    }
}
