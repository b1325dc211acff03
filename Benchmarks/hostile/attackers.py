#!/usr/bin/env python3
"""Clients that mean no good, all in one process: idle ones, slow ones, and a flood of garbage.

    attackers.py PORT IDLE SLOW GARBAGE_PER_SECOND

Says `ready` when all are connected, and what it has done, as JSON, on SIGTERM."""

import json
import os
import random
import resource
import signal
import socket
import sys
import time

GET = b"GET /api/v1/items/42 HTTP/1.1\r\nHost: a\r\n\r\n"
LARGE = b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n"
# What the three kinds of slow clients send, a byte a second, after what they send at once.
SLOW = [(b"", GET * 100), (b"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", b"x" * 100000), (LARGE, b"")]


class Attack:
    def __init__(self, port, idle, slow, garbage):
        self.address = ("127.0.0.1", port)
        self.random = random.Random(1)
        self.done = {"idle": 0, "idle_lost": 0, "slow": 0, "slow_cut": 0, "garbage": 0, "garbage_failed": 0}
        self.rate = garbage
        self.stopped = False
        self.idle = [self.make_idle() for _ in range(idle)]
        self.slow = [self.make_slow(number) for number in range(slow)]

    def connect(self):
        return socket.create_connection(self.address, 10)

    def make_idle(self):
        one = self.connect()
        one.sendall(GET)
        one.recv(65536)
        self.done["idle"] += 1
        return one

    def make_slow(self, number):
        first, rest = SLOW[number % len(SLOW)]
        one = self.connect()
        one.sendall(first)
        one.setblocking(False)
        self.done["slow"] += 1
        return [one, rest, 0, number]

    def step_slow(self, slot):
        one, rest, sent, number = self.slow[slot]
        try:
            if rest:
                one.send(rest[sent:sent + 1])
                self.slow[slot][2] += 1
            cut = bool(rest) and self.is_answered(one)
        except BlockingIOError:
            cut = False
        except OSError:
            cut = True
        if cut or sent >= len(rest) > 0:
            self.done["slow_cut"] += 1
            one.close()
            self.slow[slot] = self.make_slow(number)

    @staticmethod
    def is_answered(one):
        try:
            one.recv(65536)
            return True
        except BlockingIOError:
            return False

    def throw_garbage(self, open_ones):
        # A few stay open for a moment, so that their answers are on the way while others come.
        if len(open_ones) > 50:
            open_ones.pop(0).close()
        try:
            one = self.connect()
            one.sendall(self.random.choice([self.random.randbytes(300), b"GET / HTTP/1.1\r\n" + self.random.randbytes(100) + b"\r\n\r\n"]))
            open_ones.append(one)
            self.done["garbage"] += 1
        except OSError:
            self.done["garbage_failed"] += 1

    def run(self):
        began = time.monotonic()
        thrown = stepped = 0
        open_ones = []
        while not self.stopped:
            elapsed = time.monotonic() - began
            if thrown < elapsed * self.rate:
                self.throw_garbage(open_ones)
                thrown += 1
            if self.slow and stepped < elapsed * len(self.slow):
                self.step_slow(stepped % len(self.slow))
                stepped += 1
            if thrown >= elapsed * self.rate and stepped >= elapsed * len(self.slow):
                time.sleep(0.0005)
        self.done["seconds"] = round(time.monotonic() - began, 1)
        for one in self.idle:
            one.setblocking(False)
            try:
                self.done["idle_lost"] += one.recv(1) == b""
            except BlockingIOError:
                pass
            except OSError:
                self.done["idle_lost"] += 1


def main():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    attack = Attack(*map(int, sys.argv[1:5]))
    os.nice(19)

    def stop(*_):
        attack.stopped = True

    signal.signal(signal.SIGTERM, stop)
    print("ready", flush=True)
    attack.run()
    print(json.dumps(attack.done), flush=True)


if __name__ == "__main__":
    main()
