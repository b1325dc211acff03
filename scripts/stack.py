"""The processes of BrokerX and Ficus: their command lines, their ports, starting, readiness and ending them for certain.

Used by scripts/run and scripts/demo. Python's standard library only.
"""

import ctypes
import http.client
import os
import random
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = {
    "monolith": "brokerx-monolith",
    "clients": "brokerx-clients",
    "portfolios": "brokerx-portfolios",
    "orders": "brokerx-orders",
    "orders-2": "brokerx-orders",
    "ficus": "ficus",
}
DEFAULT_PORTS = {
    "monolith": 3000, "clients": 3001, "portfolios": 3002, "orders": 3003, "orders-2": 3013, "ficus": 8080,
    "admin": 8001,
}
PORT_VARIABLES = {
    "monolith": "MONOLITH_PORT", "clients": "CLIENTS_PORT", "portfolios": "PORTFOLIOS_PORT", "orders": "ORDERS_PORT",
    "orders-2": "ORDERS_PORT_2", "ficus": "PORT", "admin": "ADMIN_PORT",
}


class Failure(Exception):
    """One sentence for the person at the terminal."""


def free_ports(names):
    """A free loopback port per name, drawn below the range that the kernel uses for outgoing connections."""
    ports, held = {}, []
    for name in names:
        while name not in ports:
            candidate = socket.socket()
            try:
                candidate.bind(("127.0.0.1", random.SystemRandom().randrange(12000, 32000)))
            except OSError:
                candidate.close()
                continue
            held.append(candidate)
            ports[name] = candidate.getsockname()[1]
    for candidate in held:
        candidate.close()
    return ports


def ports_from_environment():
    ports = {}
    for name, default in DEFAULT_PORTS.items():
        text = os.environ.get(PORT_VARIABLES[name]) or str(default)
        if not text.isdigit() or not 0 < int(text) < 65536:
            raise Failure(f"{PORT_VARIABLES[name]}={text} is not a port number")
        ports[name] = int(text)
    return ports


def listener_of(port):
    """Pid and name of the process which listens on a port, as far as /proc tells; None when the port is free."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            if fields[3] == "0A" and int(fields[1].rsplit(":", 1)[1], 16) == port:
                inodes.add(f"socket:[{fields[9]}]")
    if not inodes:
        return None
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(os.readlink(entry) in inodes for entry in (process / "fd").iterdir()):
                return int(process.name), (process / "comm").read_text().strip()
        except OSError:
            continue
    return 0, "a process of another user"


def end_with_parent():
    """Runs in the child before the program does: when this process is gone, however it went, the child is ended."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def get(port, path, timeout=2.0):
    """Status and body of one GET on loopback."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


class Stack:
    """One monolith, its services and one Ficus, as children of this process."""

    def __init__(self, binaries, folder, ports, routes, hash_cost=None):
        self.binaries = Path(binaries)
        self.data = Path(folder) / "data"
        self.logs = Path(folder) / "logs"
        self.pids = Path(folder) / "pids"
        self.ports = ports
        self.routes = routes
        self.hash_cost = hash_cost
        self.processes = {}
        for path in (self.data, self.logs, self.pids):
            path.mkdir(parents=True, exist_ok=True)
        for name in set(PROGRAMS.values()):
            if not os.access(self.binaries / name, os.X_OK):
                raise Failure(f"there is no program {self.binaries / name}; it is built by: swift build")

    def url(self, name):
        return f"http://127.0.0.1:{self.ports[name]}"

    @property
    def environment(self):
        """What every child gets beside our own environment: the signing key, and the targets' addresses for the table."""
        key = self.data / "key"
        if not key.exists():
            key.write_text(secrets.token_hex(32))
            key.chmod(0o600)
        return {
            **os.environ,
            "BROKERX_KEYS": "local=" + key.read_text(),
            "MONOLITH_URL": self.url("monolith"),
            "CLIENTS_URL": self.url("clients"),
            "PORTFOLIOS_URL": self.url("portfolios"),
            "ORDERS_URL": self.url("orders"),
            "ORDERS_URL_2": self.url("orders-2"),
        }

    def arguments(self, name):
        """The command line of a program, without its path."""
        if name == "ficus":
            return [
                "serve", "--routes", str(self.routes), "--listen", f"127.0.0.1:{self.ports['ficus']}",
                "--admin", f"127.0.0.1:{self.ports['admin']}", "--store", str(self.data / "ficus.sqlite"),
                "--access-log", str(self.logs / "access.log"),
            ]
        orders = f"{self.url('orders')};{self.url('orders-2')}"
        feeds = {
            "monolith": {"clients": self.url("clients"), "portfolios": self.url("portfolios"), "orders": orders},
            "clients": {"monolith": self.url("monolith"), "portfolios": self.url("portfolios"), "orders": orders},
            "portfolios": {"monolith": self.url("monolith")},
            "orders": {"monolith": self.url("monolith")},
        }
        service = name.removesuffix("-2")
        arguments = ["--port", str(self.ports[name]), "--database", str(self.data / f"{service}.sqlite")]
        for peer, url in feeds[service].items():
            arguments += ["--feed-to", f"{peer}={url}"]
        if service == "orders":
            arguments += ["--portfolios-url", self.url("portfolios")]
        if self.hash_cost is not None:
            arguments += ["--hash-cost", str(self.hash_cost)]
        return arguments

    def check_ports(self):
        for name, port in self.ports.items():
            owner = listener_of(port)
            if owner is not None:
                pid, program = owner
                raise Failure(
                    f"port {port} is taken by pid {pid} ({program}): stop it, or choose another port with "
                    f"{PORT_VARIABLES[name]}=N")

    def start(self, name, *more):
        """Starts a program; `more` is added to its command line. Its output goes to its log."""
        if name in self.processes and self.processes[name].poll() is None:
            raise Failure(f"{name} runs already (pid {self.processes[name].pid})")
        with open(self.logs / f"{name}.log", "ab") as log:
            process = subprocess.Popen(
                [str(self.binaries / PROGRAMS[name]), *self.arguments(name), *more], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, env=self.environment, start_new_session=True, preexec_fn=end_with_parent)
        self.processes[name] = process
        (self.pids / name).write_text(f"{process.pid}\n")
        return process

    def wait_ready(self, *names, deadline=60.0):
        """Waits until each of them answers its readiness check with 200."""
        end = time.monotonic() + deadline
        for name in names:
            path = "/health" if name == "ficus" else "/health/ready"
            while True:
                if self.processes[name].poll() is not None:
                    raise Failure(f"{name} ended with code {self.processes[name].returncode}; {self.last_lines(name)}")
                try:
                    if get(self.ports[name], path)[0] == 200:
                        break
                except OSError:
                    pass
                if time.monotonic() > end:
                    raise Failure(f"{name} was not ready within {deadline:.0f} s; {self.last_lines(name)}")
                time.sleep(0.05)

    def last_lines(self, name, count=5):
        try:
            lines = (self.logs / f"{name}.log").read_text(errors="replace").splitlines()[-count:]
        except OSError:
            lines = []
        return f"its log {self.logs / name}.log ends with:\n  " + "\n  ".join(lines or ["(nothing)"])

    def stop(self, *names, number=signal.SIGTERM, grace=8.0):
        """Ends these programs, or all of them in the order that loses nothing; kills what does not end in time."""
        order = ["ficus", "orders-2", "orders", "portfolios", "clients", "monolith"]
        running = [
            self.processes[name] for name in (names or order)
            if name in self.processes and self.processes[name].poll() is None
        ]
        for process in running:
            process.send_signal(number)
        end = time.monotonic() + grace
        for process in running:
            try:
                process.wait(max(0.05, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for name in names or order:
            (self.pids / name).unlink(missing_ok=True)
