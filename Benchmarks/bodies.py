#!/usr/bin/env python3
"""Measures the comparison of bodies beside Python's deepdiff and a plain parse-and-compare with Foundation.

Makes pairs of bodies (equal byte by byte, equal in another order of keys, different in one place, one element more),
has `ficus-bodies` measure Ficus and Foundation, and measures deepdiff in a virtual environment of its own. Writes
Benchmarks/results/bodies.json and bodies.md.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SIZES = {"300 B": 300, "4 KiB": 4096, "64 KiB": 65536, "1 MiB": 1 << 20}
KINDS = ["equal bytes", "other key order", "one value", "one element more"]

DEEPDIFF = """
import json, sys, time
from deepdiff import DeepDiff
import deepdiff
results = {}
for name in sys.argv[1:]:
    left = open(name + ".monolith.json").read()
    right = open(name + ".service.json").read()
    best = float("inf")
    begun = time.perf_counter()
    while True:
        start = time.perf_counter_ns()
        DeepDiff(json.loads(left), json.loads(right))
        best = min(best, time.perf_counter_ns() - start)
        if time.perf_counter() - begun > 1.5:
            break
    results[name.rsplit("/", 1)[-1]] = best
print(json.dumps({"version": deepdiff.__version__, "results": results}))
"""


def record(chance: random.Random, identifier: int) -> dict:
    return {
        "id": identifier,
        "symbol": chance.choice(["AAPL", "MSFT", "SHOP", "RY"]),
        "side": chance.choice(["buy", "sell"]),
        "quantity": chance.randint(1, 500),
        "limit_price": f"{chance.randint(100, 99999) / 100:.2f}",
        "status": chance.choice(["open", "filled", "cancelled"]),
        "created_at": f"2026-01-{chance.randint(10, 28)}T10:{chance.randint(10, 59)}:00Z",
        "account": {"id": chance.randint(1, 99), "name": "Zoë & Sons"},
        "tags": ["day", "retail"],
    }


def page(size: int) -> dict:
    chance = random.Random(size)
    items: list = []
    length = 30
    while length < size:
        items.append(record(chance, 1000 + len(items)))
        length += len(json.dumps(items[-1])) + 2
    return {"total": len(items), "items": items}


def reordered(value):
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(element) for element in value] if isinstance(value, list) else value


def write_pairs(folder: pathlib.Path) -> list[str]:
    names = []
    for label, size in SIZES.items():
        for kind in KINDS:
            left = page(size)
            right = json.loads(json.dumps(left))
            if kind == "other key order":
                right = reordered(right)
            elif kind == "one value":
                right["items"][len(right["items"]) // 2]["quantity"] += 1
            elif kind == "one element more":
                right["items"].insert(len(right["items"]) // 3, record(random.Random(7), 7))
            name = f"{len(names):02} {label}, {kind}"
            (folder / f"{name}.monolith.json").write_text(json.dumps(left))
            (folder / f"{name}.service.json").write_text(json.dumps(right))
            names.append(name)
    return names


def deepdiff(folder: pathlib.Path, names: list[str]) -> dict:
    environment = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "deepdiff"], check=True)
    command = [python, "-c", DEEPDIFF, *[str(folder / name) for name in names]]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def shown(nanoseconds: float) -> str:
    for unit, scale in [("ms", 1e6), ("µs", 1e3)]:
        if nanoseconds >= scale:
            return f"{nanoseconds / scale:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, help="the program ficus-bodies, built for release")
    options = parser.parse_args()
    if options.bin is None:
        environment = {**os.environ, "FICUS_BENCHMARKS": "1"}
        subprocess.run(["swift", "build", "-c", "release", "--product", "ficus-bodies"], check=True, env=environment)
        options.bin = pathlib.Path(".build/release/ficus-bodies")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        names = write_pairs(folder)
        ours = json.loads(subprocess.run([options.bin, folder], check=True, capture_output=True, text=True).stdout)
        theirs = deepdiff(folder, names)
    lines = [
        "# Comparing two bodies",
        "",
        f"Best of several runs, one thread, {time.strftime('%Y-%m-%d')}; deepdiff {theirs['version']}. Each time includes",
        "reading both texts. Differences are what Ficus says.",
        "",
        "| pair | bytes | differences | Ficus | GB/s | Foundation | deepdiff | times deepdiff |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for result in ours:
        result["deepdiff"] = theirs["results"][result["name"]]
        factor = result["deepdiff"] / result["ficus"]
        speed = 2 * result["bytes"] / result["ficus"]
        lines.append(
            f"| {result['name'][3:]} | {result['bytes']} | {result['differences']} | {shown(result['ficus'])} | {speed:.2f} "
            f"| {shown(result['foundation'])} | {shown(result['deepdiff'])} | {factor:,.0f} |"
        )
    text = "\n".join(lines) + "\n"
    (HERE / "results" / "bodies.md").write_text(text)
    (HERE / "results" / "bodies.json").write_text(json.dumps(ours, indent=1) + "\n")
    print(text)


if __name__ == "__main__":
    main()
