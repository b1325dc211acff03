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


def run(process, port, connections, seconds, pause=None):
    """One measurement: requests, requests per second, CPU per request in us, latencies in us.

    `pause` in milliseconds makes each connection wait so long between requests: a load of a chosen rate.
    """
    command = [program("wrk"), "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "-s", str(REPORT)]
    command += [f"http://127.0.0.1:{port}{PATH}"]
    if PIN:
        command = ["taskset", "-c", str(DRIVER_CORE)] + command
    environment = dict(os.environ, WRK_PAUSE=str(pause or 0))
    before = process.cpu()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    used = process.cpu() - before
    line = [one for one in done.stdout.splitlines() if one.startswith("{")]
    if not line:
        raise Failure(f"wrk failed: {done.stderr or done.stdout}")
    result = json.loads(line[0])
    if result["requests"] == 0:
        raise Failure(f"no answer on port {port}")
    if result["failed"]:
        raise Failure(f"{result['failed']} of {result['requests']} requests failed on port {port}")
    result["rate"] = result["requests"] / result["seconds"]
    result["cpu"] = used / result["requests"] * 1e6
    return result


def check_answer(port, seconds=5):
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
