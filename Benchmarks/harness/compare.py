"""Rows beside nginx and HAProxy: small answers, many connections, uploads, larger answers."""

import load
import subjects
from turns import Running, columns, lines, middle, ratio


def beside(bench, running, names):
    origin = running.origin(subjects.Origin(bench.folder))
    makers = {"nginx": lambda: subjects.nginx(bench.folder, origin), "HAProxy": lambda: subjects.haproxy(bench.folder, origin),
              "Ficus": lambda: subjects.ficus(bench.folder, origin, bench.binaries)}
    found = {name: running.add(makers[name]()) for name in names}
    for process, port in found.values():
        load.check_answer(port)
        load.run(process, port, 64, 1)
    return found


def get(bench):
    """Small GET at 1, 8, 64 and 256 connections."""
    goals, table, samples = [], [], []
    with Running() as running:
        found = beside(bench, running, ["nginx", "HAProxy", "Ficus"])
        for count in (1, 8, 64, 256):
            part = bench.turns(
                f"GET, {count}", found, lambda one, count=count: load.run(*one, count, bench.seconds))
            better = min(ratio(part, "nginx", "HAProxy"), 1)
            own = ratio(part, "Ficus", "HAProxy")
            goals.append([f"small GET, {count} connection{'s' * (count > 1)}", "at most 1.00 x the better of nginx and HAProxy",
                          f"{own / better:.2f} ({own:.2f} x HAProxy, {ratio(part, 'Ficus', 'nginx'):.2f} x nginx)"])
            table += lines(part, "HAProxy")
            samples += part
    return {"title": "Small GET beside nginx and HAProxy", "goals": goals, "columns": columns("HAProxy"),
            "lines": table, "samples": samples}


def thousand(bench):
    """Small GET at 1,000 connections, and the memory it takes."""
    with Running() as running:
        found = beside(bench, running, ["HAProxy", "Ficus"])
        part = bench.turns("GET, 1,000", found, lambda one: load.run(*one, 1000, bench.seconds))
        peak = {name: process.resident() / 2**20 for name, (process, _) in found.items()}
    return {"title": "1,000 connections", "columns": columns("HAProxy"), "lines": lines(part, "HAProxy"), "samples": part,
            "note": "Resident after it, MiB: " + ", ".join(f"{name} {size:.0f}" for name, size in peak.items()) + ".",
            "goals": [["1,000 connections, CPU", "at most 1.00 x HAProxy", f"{ratio(part, 'Ficus', 'HAProxy'):.2f}"],
                      ["1,000 connections, resident", "at most HAProxy's", f"{peak['Ficus']:.0f} MiB against {peak['HAProxy']:.0f}"]]}


def bodies(bench):
    """POST of 1 KiB, answers of 64 KiB and 1 MiB."""
    works = [("POST 1 KiB", dict(body=1024)), ("answer of 64 KiB", dict(path="/api/v1/items/64k")),
             ("answer of 1 MiB", dict(path="/api/v1/items/1m"))]
    goals, table, samples = [], [], []
    with Running() as running:
        found = beside(bench, running, ["HAProxy", "Ficus"])
        for label, how in works:
            part = bench.turns(label, found, lambda one, how=how: load.run(*one, 64, bench.seconds, **how))
            goals.append([label, "at most 1.00 x HAProxy", f"{ratio(part, 'Ficus', 'HAProxy'):.2f}"])
            table += lines(part, "HAProxy")
            samples += part
    return {"title": "Bodies (64 connections)", "goals": goals, "columns": columns("HAProxy"), "lines": table,
            "samples": samples}


def routes(bench):
    """The same requests with 10,000 routes in the table and with 10."""
    with Running() as running:
        origin = running.origin(subjects.Origin(bench.folder))
        found = {f"{count:,} routes": running.add(subjects.ficus(
            bench.folder, origin, bench.binaries, name=f"routes{count}", routes=count)) for count in (10, 10_000)}
        for process, port in found.values():
            load.check_answer(port)
            load.run(process, port, 64, 1)
        part = bench.turns("GET, 64", found, lambda one: load.run(*one, 64, bench.seconds))
    share = ratio(part, "10,000 routes", "10 routes")
    return {"title": "10,000 routes", "goals": [["10,000 routes", "within 3 % of 10", f"{share:.3f}"]],
            "columns": columns("10 routes"), "lines": lines(part, "10 routes"), "samples": part}


def workers(bench):
    """2 workers against 1, both free to use two cores."""
    with Running() as running:
        origin = running.origin(subjects.Origin(bench.folder))
        found = {f"{count} worker{'s' * (count > 1)}": running.add(subjects.ficus(
            bench.folder, origin, bench.binaries, name=f"workers{count}", workers=count, core=None)) for count in (1, 2)}
        for process, port in found.values():
            load.check_answer(port)
            load.run(process, port, 64, 1)
        part = bench.turns("GET, 64", found, lambda one: load.run(*one, 64, bench.seconds))
    share = ratio(part, "2 workers", "1 worker")
    return {"title": "Two workers", "goals": [["2 workers", "at most 1.05 x 1 worker", f"{share:.2f}"]],
            "columns": columns("1 worker"), "lines": lines(part, "1 worker"), "samples": part}
