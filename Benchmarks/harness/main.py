#!/usr/bin/env python3
"""Measures, prints a table, and writes it with the raw samples to Benchmarks/results/."""

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
import report
import shadow
from processes import Failure, program

ROOT = Path(__file__).resolve().parents[2]


def output(*command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()


def first(lines):
    return lines[0].strip() if lines else "unknown"


def about(options):
    model = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "command": shlex.join(["Benchmarks/run"] + sys.argv[3:]),
        "commit": first(output("git", "rev-parse", "--short", "HEAD")),
        "cpu": first(model),
        "cores": len(model),
        "kernel": f"{platform.system()} {platform.release()}",
        "nginx": first(output(program("nginx"), "-v")).removeprefix("nginx version: "),
        "haproxy": " ".join(first(output(program("haproxy"), "-v")).split()[:3]),
        "wrk": " ".join(first(output(program("wrk"), "-v")).split()[:2]),
        "load": round(os.getloadavg()[1], 1),
        "rounds": options.rounds,
        "seconds": options.seconds,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, required=True, help="folder of the built programs")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="length of one measurement")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 64, 256])
    parser.add_argument("--only", choices=["compare", "shadow", "micro"], help="one part alone; results are not kept")
    options = parser.parse_args()
    results = {"about": about(options)}
    say = lambda text: print(text, flush=True)
    wanted = lambda part: options.only in (None, part)
    with tempfile.TemporaryDirectory(prefix="ficus-bench-") as name:
        folder = Path(name)
        # Workers of nginx may run as another user.
        folder.chmod(0o755)
        if wanted("compare"):
            say("==> beside nginx and HAProxy")
            results["compare"] = compare.measure(
                folder, options.bin, options.rounds, options.seconds, options.connections, say)
        if wanted("shadow"):
            say("==> shadowing")
            results["shadow"] = shadow.measure(folder, options.bin, options.rounds, options.seconds, say)
    if wanted("micro"):
        say("==> parts")
        done = subprocess.run([options.bin / "ficus-benchmarks"], capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failure(f"ficus-benchmarks failed: {done.stderr[-400:]}")
        results["micro"] = json.loads(done.stdout)
    text = report.markdown(results)
    print("\n" + text)
    if options.only is None:
        kept = ROOT / "Benchmarks" / "results"
        kept.mkdir(exist_ok=True)
        (kept / "latest.md").write_text(text)
        (kept / "latest.json").write_text(json.dumps(results, indent=1) + "\n")
        print("kept in Benchmarks/results/latest.md and latest.json")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"error: {failure}")
