"""What a run was made with, and where its results are kept."""

import datetime
import json
import os
import platform
import subprocess
from pathlib import Path

import report
from processes import program

ROOT = Path(__file__).resolve().parents[2]


def output(*command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()


def first(lines):
    return lines[0].strip() if lines else "unknown"


def about(command, rounds, seconds, envoy=None):
    """The head of a report: when, what, on which machine, with which programs."""
    model = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    version = " ".join(output(envoy, "--version")).rpartition("version:")[2].split("/") if envoy else []
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "command": command,
        "commit": first(output("git", "rev-parse", "--short", "HEAD")),
        "cpu": first(model),
        "cores": len(model),
        "kernel": f"{platform.system()} {platform.release()}",
        "nginx": first(output(program("nginx"), "-v")).removeprefix("nginx version: "),
        "haproxy": " ".join(first(output(program("haproxy"), "-v")).split()[:3]),
        "envoy": f"Envoy {version[1]}" if len(version) > 1 else "no Envoy",
        "wrk": " ".join(first(output(program("wrk"), "-v")).split()[:2]),
        "load": round(os.getloadavg()[0], 1),
        "rounds": rounds,
        "seconds": seconds,
    }


def keep(results, name):
    """Prints the report, and writes it with the raw samples to Benchmarks/results/."""
    text = report.markdown(results)
    print("\n" + text)
    kept = ROOT / "Benchmarks" / "results"
    kept.mkdir(exist_ok=True)
    (kept / f"{name}.md").write_text(text)
    (kept / f"{name}.json").write_text(json.dumps(results, indent=1) + "\n")
    print(f"kept in Benchmarks/results/{name}.md and {name}.json")
