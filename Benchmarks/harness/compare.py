"""Ficus beside nginx and HAProxy: subjects take turns, round after round."""

from statistics import median

import load
import subjects


def measure(folder, binaries, rounds, seconds, connections, say):
    origin = subjects.Origin(folder)
    running = {}
    try:
        running["nginx"] = subjects.nginx(folder, origin)
        running["HAProxy"] = subjects.haproxy(folder, origin)
        running["Ficus"] = subjects.ficus(folder, origin, binaries)
        for process, port in running.values():
            load.check_answer(port)
            load.run(process, port, 64, 1)
        samples = []
        for count in connections:
            for number in range(rounds):
                for name, (process, port) in running.items():
                    sample = load.run(process, port, count, seconds)
                    samples.append({"subject": name, "connections": count, "round": number + 1, **sample})
                say(f"    {count} connections, round {number + 1} of {rounds}: " + ", ".join(
                    f"{one['subject']} {one['cpu']:.1f} us" for one in samples[-len(running):]))
        memory = {name: process.resident() for name, (process, _) in running.items()}
    finally:
        for process, _ in running.values():
            process.stop()
        origin.process.stop()
    return {"samples": samples, "summary": summary(samples, connections, list(running)), "resident": memory}


def summary(samples, connections, names):
    """Medians per subject, and the median of the ratios to HAProxy of the same round."""
    rows = []
    for count in connections:
        for name in names:
            own = {one["round"]: one for one in samples if (one["subject"], one["connections"]) == (name, count)}
            par = {one["round"]: one for one in samples if (one["subject"], one["connections"]) == ("HAProxy", count)}
            rows.append({
                "connections": count,
                "subject": name,
                "cpu": median(one["cpu"] for one in own.values()),
                "rate": median(one["rate"] for one in own.values()),
                "p50": median(one["p50"] for one in own.values()),
                "p99": median(one["p99"] for one in own.values()),
                "cpu_ratio": median(own[key]["cpu"] / par[key]["cpu"] for key in own),
            })
    return rows
