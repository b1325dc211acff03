"""What shadowing costs: the same load with the shadow off, on with comparison, and into a target that never answers."""

from statistics import median

import load
import subjects


def measure(folder, binaries, rounds, seconds, say):
    origin = subjects.Origin(folder, "shadow-origin")
    service = subjects.Origin(folder, "shadow-service")
    silence = subjects.Silence(folder)
    running = {}
    try:
        for name, state, target in [("off", "monolith", service), ("on", "shadow", service), ("silent", "shadow", silence)]:
            running[name] = subjects.ficus(folder, origin, binaries, state, target, f"shadow-{name}")
        capacity = 0
        for process, port in running.values():
            load.check_answer(port)
            warm = load.run(process, port, 64, 1)
            capacity = capacity or warm["rate"]
        # Each connection waits so long that all of them together ask for a third of the capacity.
        pause = max(round(64 / (capacity / 3) * 1000), 1)
        samples = []
        for number in range(rounds):
            for name, (process, port) in running.items():
                samples.append({"shadow": name, "load": "full", "round": number + 1, **load.run(process, port, 64, seconds)})
                samples.append({
                    "shadow": name, "load": "third", "round": number + 1, **load.run(process, port, 64, seconds, pause)})
            say(f"    shadow, round {number + 1} of {rounds}: " + ", ".join(
                f"{one['shadow']} {one['cpu']:.1f} us" for one in samples if one["round"] == number + 1 and one["load"] == "full"))
        memory = {name: process.resident() for name, (process, _) in running.items()}
    finally:
        for process, _ in running.values():
            process.stop()
        for one in (origin, service, silence):
            one.process.stop()
    return {"samples": samples, "summary": summary(samples), "resident": memory}


def summary(samples):
    rows = []
    for kind in ("full", "third"):
        off = {one["round"]: one for one in samples if (one["shadow"], one["load"]) == ("off", kind)}
        for name in ("off", "on", "silent"):
            own = {one["round"]: one for one in samples if (one["shadow"], one["load"]) == (name, kind)}
            rows.append({
                "load": kind,
                "shadow": name,
                **{key: median(one[key] for one in own.values()) for key in ("cpu", "rate", "p50", "p99")},
                "cpu_ratio": median(own[key]["cpu"] / off[key]["cpu"] for key in own),
            })
    return rows
