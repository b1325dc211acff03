#!/usr/bin/env python3
"""What honest clients feel of hostile ones: the same load in peace, and beside idle connections, slow ones and garbage.

Honest clients ask for a third of what the slowest proxy can do. The proxies take turns, each in peace and then under
attack; the ratio is the median of the ratios within a round. nginx and HAProxy show what of it is the machine's: the
attackers have the lowest priority on the core that origin and load share, and their packets still cost everybody."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "harness"))

import fronts  # noqa: E402
import keeping  # noqa: E402
import load  # noqa: E402
import subjects  # noqa: E402
from processes import DRIVER_CORE, PIN, Failure, program  # noqa: E402
from turns import Running  # noqa: E402

FRONTS = {"nginx": fronts.nginx, "HAProxy": fronts.haproxy, "Ficus": fronts.ficus}


def settle(process, seconds=15):
    """Waits until the proxy is done with what came at once: buffers that fill, or thousands of connections that close."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        before = process.cpu()
        time.sleep(1)
        if process.cpu() - before < 0.2:
            return


class Attackers:
    def __init__(self, process, port, options):
        self.process = process
        command = [sys.executable, str(HERE / "attackers.py"), str(port), str(options.idle), str(options.slow), str(options.garbage)]
        if PIN:
            command = ["taskset", "-c", str(DRIVER_CORE)] + command
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        if self.child.stdout.readline().strip() != "ready":
            raise Failure("the attackers did not get ready")
        settle(process)

    def stop(self):
        self.child.send_signal(signal.SIGTERM)
        line = self.child.stdout.readline()
        self.child.wait()
        settle(self.process)
        return json.loads(line)


def ask(process, port, seconds, pause):
    """Honest load for some seconds, each connection pausing between requests; what failed is a figure, no end."""
    command = [program("wrk"), "-t", "1", "-c", "64", "-d", f"{seconds}s", "-s", str(load.REPORT)]
    command += [f"http://127.0.0.1:{port}{subjects.PATH}"]
    if PIN:
        command = ["taskset", "-c", str(DRIVER_CORE)] + command
    before = process.cpu()
    done = subprocess.run(
        command, env=dict(os.environ, WRK_PAUSE=str(pause)), capture_output=True, text=True, check=False)
    used = process.cpu() - before
    line = [one for one in done.stdout.splitlines() if one.startswith("{")]
    result = json.loads(line[0]) if line else {"requests": 0}
    if not result["requests"]:
        raise Failure(f"no answer on port {port}: {done.stderr or done.stdout}")
    result["rate"] = result["requests"] / result["seconds"]
    result["cpu"] = used / result["requests"] * 1e6
    return result


def refused(admin):
    with urllib.request.urlopen(f"http://127.0.0.1:{admin}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return {line.split('"')[1]: int(line.split()[-1]) for line in lines if line.startswith("ficus_refused_total{")}


def measure(options, folder):
    """Samples of all proxies, each with what its attackers did; and what Ficus counted."""
    samples = []
    with Running() as running:
        origin, origin_port = running.add(fronts.origin(folder))
        found = {name: running.add(FRONTS[name](folder, options.bin, origin_port)) for name in options.fronts}
        for _, port in found.values():
            load.check_answer(port)
        capacity = min(ask(*one, 2, 0)["rate"] for one in found.values())
        pause = min(max(round(64 / (capacity / 3) * 1000), 1), 100)
        for number in range(options.rounds):
            for name, (process, port) in found.items():
                calm = ask(process, port, options.seconds, pause)
                attackers = Attackers(process, port, options)
                try:
                    attacked = ask(process, port, options.seconds, pause)
                    attacked["resident"] = process.resident()
                finally:
                    done = attackers.stop()
                samples.append({"subject": name, "round": number + 1, "calm": calm, "attacked": attacked, "attackers": done})
                print(f"    round {number + 1} of {options.rounds}, {name}: p99 {calm['p99']} us in peace, "
                      f"{attacked['p99']} us under attack", flush=True)
        counted = refused(found["Ficus"][0].admin) if "Ficus" in found else {}
    return samples, counted


def row(options, samples, counted):
    lines, goals = [], []
    for name in options.fronts:
        own = [one for one in samples if one["subject"] == name]
        for title, key in [("in peace", "calm"), ("under attack", "attacked")]:
            lines.append([name, title] + [f"{median(one[key][figure] for one in own):,.0f}"
                                          for figure in ("rate", "p50", "p99", "p999", "cpu", "failed")])
        ratio = median(one["attacked"]["p99"] / max(one["calm"]["p99"], 1) for one in own)
        lost = sum(one["attackers"]["idle_lost"] for one in own)
        resident = max(one["attacked"]["resident"] for one in own) >> 20
        goals.append([f"p99 of honest clients through {name}", "at most 2 x that in peace" if name == "Ficus" else "",
                      f"{ratio:.2f} x; resident {resident} MiB; idle connections lost {lost}"])
    return {"title": "Honest clients beside hostile ones", "goals": goals, "lines": lines, "samples": samples,
            "columns": ["proxy", "when", "requests/s", "p50, us", "p99, us", "p99.9, us", "CPU per request, us", "failed"],
            "note": f"{options.idle:,} idle connections, {options.slow:,} slow ones, {options.garbage:,} connections a second "
                    "that bring garbage. Ficus refused, by reason: "
                    + ", ".join(f"{reason} {count:,}" for reason, count in counted.items()) + "."}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, required=True, help="folder of the built programs")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=6, help="length of one measurement")
    parser.add_argument("--idle", type=int, default=10_000, help="connections that are kept and ask nothing")
    parser.add_argument("--slow", type=int, default=2_000, help="heads and bodies at a byte a second, answers that nobody reads")
    parser.add_argument("--garbage", type=int, default=1_000, help="connections a second that bring garbage")
    parser.add_argument("fronts", nargs="*", metavar="PROXY", default=list(FRONTS), help=" ".join(FRONTS))
    options = parser.parse_args()
    # The programs end with this one, however it ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    about = keeping.about("make soak-hostile", options.rounds, options.seconds)
    with tempfile.TemporaryDirectory(prefix="ficus-hostile-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        samples, counted = measure(options, folder)
    keeping.keep({"about": about, "rows": [row(options, samples, counted)]}, "hostile")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"error: {failure}")
