"""What an idle connection holds, and whether ten minutes of mixed load leave memory flat."""

import os
import resource
import signal
import socket
import threading
import time

import load
import subjects
from processes import Failure
from turns import Running

COUNT = 5000
REQUEST = f"GET {subjects.PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def idle(bench):
    """Resident bytes per kept-alive connection that has carried a request, from none to 5,000 of them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2 * COUNT + 500:
        return {"title": "Idle connections", "goals": [], "columns": [], "lines": [], "samples": [],
                "note": f"Not measured: only {hard} descriptors are allowed."}
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * COUNT + 500) if soft != -1 else soft, hard))
    table = []
    with Running() as running:
        origin = running.origin(subjects.Origin(bench.folder))
        found = {"HAProxy": running.add(subjects.haproxy(bench.folder, origin)),
                 "Ficus": running.add(subjects.ficus(bench.folder, origin, bench.binaries))}
        for name, (process, port) in found.items():
            load.check_answer(port)
            load.run(process, port, 64, 1)
            before = process.resident()
            connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(COUNT)]
            for one in connections:
                one.sendall(REQUEST)
                one.recv(4096)
            time.sleep(1)
            each = (process.resident() - before) / COUNT
            table.append([name, f"{before / 2**20:.1f}", f"{each:,.0f}"])
            bench.say(f"    idle connections: {name} {each:,.0f} bytes each")
            for one in connections:
                one.close()
    return {"title": "Idle connections", "columns": ["subject", "resident before, MiB", "bytes per idle connection"],
            "lines": table, "samples": [],
            "goals": [["an idle kept-alive connection", "at most 4,096 bytes resident", table[-1][2]]]}


def soak(bench, minutes=int(os.environ.get("SOAK_MINUTES", 10))):
    """Mixed load with flips and faults: memory in the last minute against the second."""
    with Running() as running:
        origin = running.origin(subjects.Origin(bench.folder, "origin"))
        service = running.origin(subjects.Origin(bench.folder, "service"))
        process, port = running.add(subjects.ficus(bench.folder, origin, bench.binaries, "shadow", service, "soak"))
        load.check_answer(port)
        averages, peaks, disturbed, turn = [], [], 0, 0
        works = [dict(), dict(path="/api/v1/items/64k"), dict(path="/api/v1/items/1m")]
        for minute in range(minutes):
            ends, seen = time.monotonic() + 60, Sampling(process)
            while time.monotonic() < ends:
                how = works[turn % len(works)]
                try:
                    load.run(process, port, (16, 64, 256)[turn % 3], 2, **how)
                except Failure:
                    # What was in flight when a fault struck, or more than a loaded machine can answer in time.
                    disturbed += 1
                fault(bench, service, process, turn)
                turn += 1
            sizes = seen.stop()
            averages.append(sum(sizes) / len(sizes))
            peaks.append(max(sizes))
            bench.say(f"    minute {minute + 1} of {minutes}: {averages[-1] / 2**20:.1f} MiB resident on average, "
                      f"{peaks[-1] / 2**20:.1f} at most")
    growth = averages[-1] / averages[1] if len(averages) > 1 else 1
    return {"title": f"{minutes} minutes of mixed load with flips and faults", "samples": [],
            "columns": ["minute", "resident on average, MiB", "at most, MiB"],
            "lines": [[str(number + 1), f"{size / 2**20:.1f}", f"{peaks[number] / 2**20:.1f}"]
                      for number, size in enumerate(averages)],
            "note": f"Turns of 2 s in which a request failed: {disturbed}.",
            "goals": [["mixed load with flips and faults", "memory of the last minute within 3 % of the second",
                       f"{growth:.3f}"]]}


class Sampling:
    """What a process has resident, looked at five times a second beside the load: bodies come and go within a turn."""

    def __init__(self, process):
        self.process, self.sizes, self.ended = process, [], threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.ended.wait(0.2):
            self.sizes.append(self.process.resident())

    def stop(self):
        self.ended.set()
        self.thread.join()
        return self.sizes


def fault(bench, service, process, turn):
    """Now and then the service stalls for a moment, and the group is flipped back and forth."""
    if turn % 5 == 2:
        os.kill(service.process.child.pid, signal.SIGSTOP)
        time.sleep(0.5)
        os.kill(service.process.child.pid, signal.SIGCONT)
    if turn % 5 == 4:
        subjects.flip(bench.binaries, process, "all", "monolith" if turn % 2 else "shadow")
