"""The parts by themselves, and the ratchets: figures that may only go down (`Benchmarks/ratchets.json`)."""

import json
import os
import socket
import struct
import subprocess
import time
from pathlib import Path

import load
import subjects
from processes import Failure
from turns import Running

REQUEST = f"GET {subjects.PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
RATCHETS = Path(__file__).resolve().parents[1] / "ratchets.json"


def parts(bench):
    """Nanoseconds per head and decision, and allocations per exchange, held against the ratchets."""
    done = subprocess.run([bench.binaries / "ficus-benchmarks"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"ficus-benchmarks failed: {done.stderr[-400:]}")
    figures = {f"{one['name']}, ns": one["nanoseconds"] for one in json.loads(done.stdout)}
    figures["allocations per exchange, worker"], figures["allocations per exchange, process"] = allocations(bench)
    ratchets = json.loads(RATCHETS.read_text())
    table, worse = [], []
    for name, figure in figures.items():
        limit = ratchets.get(name)
        table.append([name, f"{figure:.2f}" if figure < 20 else f"{figure:.0f}", "none" if limit is None else f"{limit:g}"])
        if limit is not None and figure > limit:
            worse.append(f"{name}: {figure:.2f}, at most {limit:g}")
    return {"title": "Parts", "columns": ["what", "measured", "ratchet"], "lines": table, "samples": [], "worse": worse,
            "goals": [["allocations per exchange on the kept-alive path", "0 to 2",
                       f"{figures['allocations per exchange, worker']:.2f}"]]}


def allocations(bench, requests=6400):
    """Per exchange on kept-alive connections: those of the worker, and those of the whole process with its access log."""
    counts = bench.folder / "allocations"
    with Running() as running:
        origin = running.origin(subjects.Origin(bench.folder))
        _, port = running.add(subjects.ficus(
            bench.folder, origin, bench.binaries, name="allocations",
            LD_PRELOAD=os.environ["FICUS_BENCH_TOOLS"] + "/allocations.so", ALLOCATIONS=str(counts)))
        load.check_answer(port)
        connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(16)]
        ask(connections, requests)
        before = read(counts)
        ask(connections, requests)
        after = read(counts)
        for one in connections:
            one.close()
    made = {thread: after[thread] - before.get(thread, 0) for thread in after}
    # The worker is the thread that allocates most.
    return max(made.values()) / requests, sum(made.values()) / requests


def ask(connections, requests):
    """So many requests over connections that are open, and their answers."""
    for _ in range(requests // len(connections)):
        for one in connections:
            one.sendall(REQUEST)
        for one in connections:
            one.recv(4096)
    time.sleep(0.2)


def read(counts):
    cells = struct.iter_unpack("<QQ", counts.read_bytes())
    return {thread: count for thread, count in cells if thread}
