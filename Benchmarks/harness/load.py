"""Load by wrk, and what it costs the subject."""

import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from processes import DRIVER_CORE, PIN, Failure, program
from subjects import ANSWER, PATH

REPORT = Path(__file__).with_name("report.lua")


def run(process, port, connections, seconds, path=PATH, body=0):
    """One measurement: requests, requests per second, CPU per request in us, latencies in us.

    `body` bytes make each request a POST.
    """
    command = [program("wrk"), "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "-s", str(REPORT)]
    command += ["--timeout", "20s", f"http://127.0.0.1:{port}{path}"]
    return measured(process, port, command, WRK_BODY=str(body))


def open_loop(process, port, connections, rate, seconds, path=PATH):
    """The same at a fixed rate, whether answers come or not; latencies count from when a request was due."""
    tool = os.environ["FICUS_BENCH_TOOLS"] + "/openloop"
    return measured(process, port, [tool, str(port), path, str(connections), f"{rate:.0f}", str(seconds)])


def measured(process, port, command, **environment):
    if PIN:
        command = ["taskset", "-c", str(DRIVER_CORE)] + command
    environment = dict(os.environ, **environment)
    before = process.cpu()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    used = process.cpu() - before
    line = [one for one in done.stdout.splitlines() if one.startswith("{")]
    if not line:
        raise Failure(f"{command[-1]} could not be loaded: {done.stderr or done.stdout}")
    result = json.loads(line[0])
    if result["requests"] == 0:
        raise Failure(f"no answer on port {port}")
    if result["failed"]:
        raise Failure(f"{result['failed']} of {result['requests']} requests failed on port {port}")
    result["rate"] = result["requests"] / result["seconds"]
    result["cpu"] = used / result["requests"] * 1e6
    return result


def check_answer(port, seconds=15):
    """The subject answers what the origin answers, as soon as it has found its origin healthy."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{PATH}", timeout=5) as answer:
                body = answer.read().decode()
        except urllib.error.HTTPError as error:
            body = error.read().decode()
        if body == ANSWER:
            return
        if time.monotonic() > deadline:
            raise Failure(f"port {port} answers {body[:200]!r}")
        time.sleep(0.1)
