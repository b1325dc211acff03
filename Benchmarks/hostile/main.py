#!/usr/bin/env python3
"""What honest clients feel of hostile ones: the same load in peace, and beside idle connections, slow ones and garbage.

Honest clients ask for a third of what the proxy can do. Calm and attack take turns; the ratio is the median of the
ratios within a round. The attackers have the lowest priority on the core that origin and load share."""

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

import load  # noqa: E402
import report  # noqa: E402
import subjects  # noqa: E402
from processes import DRIVER_CORE, PIN, SUBJECT_CORE, Failure, Process, free_ports, program  # noqa: E402


def start_origin(folder):
    (port,) = free_ports(1)
    (folder / "large").write_bytes(b"x" * (64 << 20))
    config = folder / "origin.conf"
    config.write_text(subjects.NGINX.format(folder=folder, name="origin", body=f"""
  access_log off; client_max_body_size 0;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{ return 200 '{subjects.ANSWER}'; }}
    location /large {{ root {folder}; }}
  }}"""))
    process = Process([program("nginx"), "-c", str(config)], DRIVER_CORE, folder / "origin.log")
    return process.wait_ready(port), port


def start_ficus(folder, binaries, origin):
    port, admin = free_ports(2)
    table = folder / "table"
    table.mkdir()
    (table / "gateway.yaml").write_text(f"""apiVersion: ficus/v1
kind: Gateway
unmatched: monolith
limits: {{idle: 1h, requests_per_connection: none}}
targets:
  monolith: {{urls: ["http://127.0.0.1:{origin}"], limits: {{connections: 2000}}}}
""")
    command = [
        str(binaries / "ficus"), "serve", "--routes", str(table), "--listen", f"127.0.0.1:{port}",
        "--admin", f"127.0.0.1:{admin}", "--store", str(folder / "ficus.sqlite"), "--workers", "1",
        "--access-log", str(folder / "access.log"),
    ]
    return Process(command, SUBJECT_CORE, folder / "ficus.log").wait_ready(port), port, admin


class Attackers:
    def __init__(self, port, options):
        command = [sys.executable, str(HERE / "attackers.py"), str(port), str(options.idle), str(options.slow), str(options.garbage)]
        if PIN:
            command = ["taskset", "-c", str(DRIVER_CORE)] + command
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        if self.child.stdout.readline().strip() != "ready":
            raise Failure("the attackers did not get ready")
        # Until the answers that nobody reads have filled what there is to fill.
        time.sleep(3)

    def stop(self):
        self.child.send_signal(signal.SIGTERM)
        line = self.child.stdout.readline()
        self.child.wait()
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
    origin, origin_port = start_origin(folder)
    running = [origin]
    samples, done = [], []
    try:
        ficus, port, admin = start_ficus(folder, options.bin, origin_port)
        running.append(ficus)
        load.check_answer(port)
        capacity = ask(ficus, port, 2, 0)["rate"]
        pause = min(max(round(64 / (capacity / 3) * 1000), 1), 100)
        for number in range(options.rounds):
            calm = ask(ficus, port, options.seconds, pause)
            attackers = Attackers(port, options)
            try:
                attacked = ask(ficus, port, options.seconds, pause)
                attacked["resident"] = ficus.resident()
            finally:
                done.append(attackers.stop())
            samples.append((calm, attacked))
            print(f"    round {number + 1} of {options.rounds}: p99 {calm['p99']} us in peace, {attacked['p99']} us under attack", flush=True)
        counted = refused(admin)
    finally:
        for one in reversed(running):
            one.stop()
    return samples, done, counted


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, required=True, help="folder of the built programs")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=10, help="length of one measurement")
    parser.add_argument("--idle", type=int, default=10_000, help="connections that are kept and ask nothing")
    parser.add_argument("--slow", type=int, default=2_000, help="heads and bodies at a byte a second, answers that nobody reads")
    parser.add_argument("--garbage", type=int, default=1_000, help="connections a second that bring garbage")
    options = parser.parse_args()
    # The programs end with this one, however it ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    with tempfile.TemporaryDirectory(prefix="ficus-hostile-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        samples, done, counted = measure(options, folder)
    rows = []
    for index, name in enumerate(["in peace", "under attack"]):
        ones = [pair[index] for pair in samples]
        rows.append([name] + [f"{median(one[key] for one in ones):,.0f}" for key in ("rate", "p50", "p99", "p999", "cpu", "failed")])
    print()
    print(report.table(["honest clients", "requests/s", "p50, us", "p99, us", "p99.9, us", "CPU per request, us", "failed"], rows))
    ratio = median(attacked["p99"] / max(calm["p99"], 1) for calm, attacked in samples)
    print(f"\np99 under attack: {ratio:.2f} of that in peace. Resident under attack: "
          f"{max(attacked['resident'] for _, attacked in samples) >> 20} MiB.")
    print(f"Attackers did, by round: {json.dumps(done)}")
    print(f"Refused, by reason: {json.dumps(counted)}")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"error: {failure}")
