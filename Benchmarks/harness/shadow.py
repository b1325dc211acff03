"""Rows about shadowing: beside Envoy's mirror, and with services that misbehave."""

from statistics import median

import load
import subjects
from turns import Running, columns, lines, middle, ratio

BAD = ["refuses", "never reads", "1 B/s", "never answers", "answers 1 GB", "resets"]


def mirror(bench):
    """Every request shadowed and every pair compared, against Envoy's mirror, which throws the answer away."""
    with Running() as running:
        origin = running.origin(subjects.Origin(bench.folder, "origin"))
        service = running.origin(subjects.Origin(bench.folder, "service"))
        found = {"Envoy, mirror": running.add(subjects.envoy(bench.folder, origin, service, bench.envoy)),
                 "Ficus, compared": running.add(
                     subjects.ficus(bench.folder, origin, bench.binaries, "shadow", service, "mirror")),
                 "Ficus, off": running.add(subjects.ficus(bench.folder, origin, bench.binaries, name="off"))}
        for process, port in found.values():
            load.check_answer(port)
            load.run(process, port, 64, 1)
        part = bench.turns("GET, 64", found, lambda one: load.run(*one, 64, bench.seconds))
    share = ratio(part, "Ficus, compared", "Envoy, mirror")
    return {"title": "Shadowing every request, comparing every pair", "columns": columns("Envoy, mirror"),
            "goals": [["shadow 100 % with comparison", "at most 0.60 x Envoy's mirror", f"{share:.2f}"]],
            "lines": lines(part, "Envoy, mirror"), "samples": part}


def bad(bench):
    """The six bad shadows, open-loop at a third of capacity."""
    with Running() as running:
        origin = running.origin(subjects.Origin(bench.folder, "origin"))
        found = {"off": running.add(subjects.ficus(bench.folder, origin, bench.binaries, name="off"))}
        for number, kind in enumerate(BAD):
            service = running.origin(subjects.BadService(bench.folder, kind))
            found[kind] = running.add(
                subjects.ficus(bench.folder, origin, bench.binaries, "shadow", service, f"bad{number}"))
        for process, port in found.values():
            load.check_answer(port)
            warm = load.run(process, port, 64, 1)
            process.capacity = warm["rate"]
        rate = found["off"][0].capacity / 3
        part = bench.turns("open-loop", found, lambda one: load.open_loop(*one, 64, rate, bench.seconds))
        peak = {name: process.resident() / 2**20 for name, (process, _) in found.items()}
    spread = sorted(one["p99"] for one in part if one["subject"] == "off")
    worst = max(BAD, key=lambda kind: middle(part, kind, "p99"))
    return {"title": f"Bad shadows, open-loop at {rate:,.0f} requests/s", "columns": columns("off"),
            "lines": lines(part, "off"), "samples": part,
            "note": "Resident after it, MiB: " + ", ".join(f"{name} {size:.0f}" for name, size in peak.items()) + ".",
            "goals": [["p99 with bad shadows, open-loop at a third of capacity", "within noise of off",
                       f"off {spread[0]:,} to {spread[-1]:,} us over its rounds; worst ({worst}) "
                       f"{middle(part, worst, 'p99'):,.0f} us, ratio {ratio(part, worst, 'off', 'p99'):.2f}"],
                      ["throughput with bad shadows", "within noise of off",
                       f"lowest {min(ratio(part, kind, 'off', 'rate') for kind in BAD):.3f} x off"]]}
