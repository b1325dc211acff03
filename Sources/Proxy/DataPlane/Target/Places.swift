import Routing

/// Where the instances of a table really are: a name stands for all its addresses, once they are known.
struct Places {
    /// Of each instance with a name; missing or empty while nobody has found any.
    private var addresses: [Target.Instance: [Target.Instance]] = [:]

    subscript(name: Target.Instance) -> [Target.Instance] {
        get { addresses[name] ?? [] }
        set { addresses[name] = newValue }
    }

    /// The members of a target with names replaced by their addresses; a name without any stays, and each connection
    /// looks it up. Every place is there once.
    func members(of target: Target) -> [Target.Member] {
        var members: [Target.Member] = []
        for member in target.members {
            let addresses = self[member.instance]
            for instance in addresses.isEmpty ? [member.instance] : addresses
            where !members.contains(where: { $0.instance == instance }) {
                members.append(Target.Member(instance, weight: member.weight))
            }
        }
        return members
    }

    /// The targets of each instance, in the order of the table.
    func targets(of table: RouteTable) -> [Target.Instance: [Target]] {
        var targets: [Target.Instance: [Target]] = [:]
        for target in table.targets {
            for member in members(of: target) { targets[member.instance, default: []].append(target) }
        }
        return targets
    }

    /// What the table says of each instance.
    func policies(of table: RouteTable) -> [Target.Instance: InstancePolicy] {
        targets(of: table).mapValues { InstancePolicy($0) }
    }
}
