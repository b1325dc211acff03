#!/usr/bin/env python3
"""Measures, prints tables, and writes them with the raw samples to Benchmarks/results/.

All rows take about twelve minutes, a row about one; `soak` (ten minutes) runs only when it is named.
"""

import argparse
import datetime
import json
import os
import platform
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import compare
import memory
import parts
import report
import shadow
from processes import Failure, program
from turns import Bench

ROOT = Path(__file__).resolve().parents[2]
ROWS = {
    "get": compare.get, "thousand": compare.thousand, "bodies": compare.bodies, "routes": compare.routes,
    "mirror": shadow.mirror, "bad": shadow.bad, "workers": compare.workers, "idle": memory.idle, "parts": parts.parts,
    "soak": memory.soak,
}


def output(*command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()


def first(lines):
    return lines[0].strip() if lines else "unknown"


def about(options, rows):
    model = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    envoy = " ".join(output(options.envoy, "--version")).rpartition("version:")[2].split("/") if options.envoy else []
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "command": "make bench" + ("" if rows == options.default else f" ROWS=\"{' '.join(rows)}\""),
        "commit": first(output("git", "rev-parse", "--short", "HEAD")),
        "cpu": first(model),
        "cores": len(model),
        "kernel": f"{platform.system()} {platform.release()}",
        "nginx": first(output(program("nginx"), "-v")).removeprefix("nginx version: "),
        "haproxy": " ".join(first(output(program("haproxy"), "-v")).split()[:3]),
        "envoy": f"Envoy {envoy[1]}" if len(envoy) > 1 else "no Envoy",
        "wrk": " ".join(first(output(program("wrk"), "-v")).split()[:2]),
        "load": round(os.getloadavg()[0], 1),
        "rounds": options.rounds,
        "seconds": options.seconds,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, required=True, help="folder of the built programs")
    parser.add_argument("--envoy", type=Path, help="the program Envoy")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="length of one measurement")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=" ".join(ROWS))
    options = parser.parse_args()
    options.default = [row for row in ROWS if row != "soak"]
    rows = options.rows or options.default
    if unknown := [row for row in rows if row not in ROWS]:
        parser.error(f"no such row: {' '.join(unknown)}; there are {' '.join(ROWS)}")
    results = {"about": about(options, rows), "rows": []}
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
    text = report.markdown(results)
    print("\n" + text)
    kept = ROOT / "Benchmarks" / "results"
    kept.mkdir(exist_ok=True)
    name = "latest" if rows == options.default else "rows-" + "-".join(rows)
    (kept / f"{name}.md").write_text(text)
    (kept / f"{name}.json").write_text(json.dumps(results, indent=1) + "\n")
    print(f"kept in Benchmarks/results/{name}.md and {name}.json")
    if worse := [line for row in results["rows"] for line in row.get("worse", [])]:
        raise Failure("over a ratchet: " + "; ".join(worse))


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"error: {failure}")
