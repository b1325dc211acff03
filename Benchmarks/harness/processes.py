"""Processes under measurement: start, readiness, CPU time, orderly end."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")

# With two cores or more the subject has one for itself, and what drives it another.
PIN = len(os.sched_getaffinity(0)) > 1
SUBJECT_CORE, DRIVER_CORE = sorted(os.sched_getaffinity(0))[:2] if PIN else (0, 0)


class Failure(Exception):
    """Something that ends the run with one sentence."""


def program(name):
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if not found:
        raise Failure(f"{name} is missing")
    return found


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Process:
    """A program and its children, on one core, or on any when `core` is None."""

    def __init__(self, command, core, log: Path, **environment):
        pinned = ["taskset", "-c", str(core)] + command if PIN and core is not None else command
        self.log = log
        with open(log, "ab") as output:
            self.child = subprocess.Popen(pinned, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                          env=dict(os.environ, **environment))

    def tree(self):
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                parents.setdefault(int(fields[1]), []).append(int(entry.name))
        pending, found = [self.child.pid], []
        while pending:
            pid = pending.pop()
            found.append(pid)
            pending += parents.get(pid, [])
        return found

    def cpu(self):
        """Seconds of CPU that the process and its children, all threads of them, have used: utime + stime."""
        ticks = 0
        for pid in self.tree():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICKS

    def resident(self):
        """Bytes resident."""
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.tree())
        return pages * os.sysconf("SC_PAGE_SIZE")

    def peak(self):
        """The most bytes that were ever resident."""
        marks = [line for pid in self.tree() for line in Path(f"/proc/{pid}/status").read_text().splitlines()
                 if line.startswith("VmHWM")]
        return sum(int(line.split()[1]) for line in marks) * 1024

    def wait_ready(self, port, seconds=15):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.child.poll() is not None:
                break
            try:
                with socket.create_connection(("127.0.0.1", port), 0.2):
                    return self
            except OSError:
                time.sleep(0.05)
        tail = self.log.read_text(errors="replace")[-600:]
        self.stop()
        raise Failure(f"{self.child.args[-1]} did not listen on {port}: {tail}")

    def stop(self):
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(5)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
