#!/usr/bin/env python3
"""Measures, prints tables, and writes them with the raw samples to Benchmarks/results/.

All rows take about twelve minutes, a row about one; `soak` (ten minutes) runs only when it is named.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import compare
import keeping
import memory
import parts
import shadow
from processes import Failure
from turns import Bench

ROWS = {
    "get": compare.get, "thousand": compare.thousand, "bodies": compare.bodies, "routes": compare.routes,
    "mirror": shadow.mirror, "bad": shadow.bad, "workers": compare.workers, "idle": memory.idle, "parts": parts.parts,
    "soak": memory.soak,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, required=True, help="folder of the built programs")
    parser.add_argument("--envoy", type=Path, help="the program Envoy")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="length of one measurement")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=" ".join(ROWS))
    options = parser.parse_args()
    default = [row for row in ROWS if row != "soak"]
    rows = options.rows or default
    if unknown := [row for row in rows if row not in ROWS]:
        parser.error(f"no such row: {' '.join(unknown)}; there are {' '.join(ROWS)}")
    command = "make bench" + ("" if rows == default else f" ROWS=\"{' '.join(rows)}\"")
    results = {"about": keeping.about(command, options.rounds, options.seconds, options.envoy), "rows": []}
    for row in rows:
        print(f"==> {row}: {ROWS[row].__doc__ or ''}", flush=True)
        with tempfile.TemporaryDirectory(prefix="ficus-bench-") as name:
            # Workers of nginx may run as another user.
            Path(name).chmod(0o755)
            bench = Bench(Path(name), options.bin, options.rounds, options.seconds, lambda text: print(text, flush=True))
            bench.envoy = options.envoy
            try:
                done = ROWS[row](bench)
            except Failure as failure:
                print(f"    not measured: {failure}", flush=True)
                done = {"title": row, "goals": [[row, "", f"not measured: {failure}"]], "lines": [], "samples": []}
            results["rows"].append({"row": row, **done})
    keeping.keep(results, "latest" if rows == default else "rows-" + "-".join(rows))
    if worse := [line for row in results["rows"] for line in row.get("worse", [])]:
        raise Failure("over a ratchet: " + "; ".join(worse))


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"error: {failure}")
