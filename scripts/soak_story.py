"""What scripts/soak-parity does: a stack in shadow, steady traffic, and what parity says of it."""

import datetime
import http.client
import itertools
import json
import random
import re
import shutil
import subprocess
import threading
import time

from stack import Stack, get
from traffic import Connection, Tally, World, expect

UNITS = ("clients", "portfolios", "orders", "orders.market_data")

# Where each fault is to be found, and the program that has it.
FAULTS = {
    "orders.rounding": "body:/limit_price", "orders.missing_field": "body:/filled_quantity",
    "orders.number_as_string": "body:/quantity", "orders.wrong_status": "status", "orders.list_order": "body:/orders",
    "orders.page_boundary": "body:/orders", "orders.timezone": "body:/created_at", "orders.one_in_200": "body:/side",
    "orders.leaking_field": "body:/reservation", "orders.wrong_client": "body:/client_id",
    "clients.missing_field": "body:/email_verified", "clients.wrong_status": "status",
    "clients.leaking_field": "body:/password_hash", "clients.timezone": "body:/created_at",
    "portfolios.rounding": "body:/balance", "portfolios.number_as_string": "body:/holdings",
    "portfolios.list_order": "body:/deposits", "portfolios.page_boundary": "body:/deposits",
    "portfolios.effects_wrong_amount": "effects/transactions",
}


class Everybody(World):
    """People who use every endpoint. What each does is one request; `MIX` says how often."""

    MIX = {
        "show": 14, "list": 10, "executions": 8, "market_data": 6, "portfolio": 8, "my_portfolio": 6, "deposits": 6,
        "withdrawals": 4, "transactions": 6, "me": 6, "client": 5, "stranger": 3, "login": 2,
        "create": 6, "dear": 1, "buy": 2, "cancel": 3, "replace": 2, "deposit": 4, "withdraw": 2, "rename": 2,
    }

    def get(self, connection, person, path):
        return connection.send("GET", f"/api/v1/{path}", token=person.token)

    def post(self, connection, person, path, body, method="POST"):
        return connection.send(method, f"/api/v1/{path}", body, person.token, self.key())

    def my_portfolio(self, connection, person): return self.get(connection, person, f"portfolios/{person.id}")
    def deposits(self, connection, person): return self.get(connection, person, f"deposits?limit={self.random.choice((1, 50))}")
    def withdrawals(self, connection, person): return self.get(connection, person, "withdrawals")
    def transactions(self, connection, person): return self.get(connection, person, "transactions?limit=20")
    def me(self, connection, person): return self.get(connection, person, "me")
    def client(self, connection, person): return self.get(connection, person, f"clients/{person.id}")
    def stranger(self, connection, person): return self.get(connection, person, f"clients/{self.random.choice(self.people).id}")

    # What a client may be told without anything being wrong: another's data is not found, and of two who cancel one is late.
    REFUSALS = {"stranger": {404}, "cancel": {409}, "replace": {409, 422}, "create": {422}, "dear": {422}, "buy": {422}}

    def login(self, connection, person):
        return connection.send("POST", "/api/v1/auth/login", {"email": person.email, "password": person.password})

    def buy(self, connection, person):
        order = {"symbol": "BRKX", "side": self.random.choice(("buy", "buy", "sell")), "type": "market", "quantity": 1}
        return self.placed(person, self.post(connection, person, "orders", order))

    def dear(self, connection, person):
        order = {"symbol": "AAPL", "side": "buy", "type": "limit", "quantity": 1, "limit_price": "20000.00"}
        return self.placed(person, self.post(connection, person, "orders", order))

    def deposit(self, connection, person):
        return self.post(connection, person, "deposits", {"amount": f"{self.random.randint(1, 90)}.25", "currency": "USD"})

    def withdraw(self, connection, person):
        return self.post(connection, person, "withdrawals", {"amount": "1.05", "currency": "USD"})

    def rename(self, connection, person):
        change = {"client": {"name": f"Person {self.random.randint(1, 9999)}"}}
        return self.post(connection, person, f"clients/{person.id}", change, "PATCH")


class Load:
    """Requests at a steady rate, mixed, from some threads, until it is told to stop."""

    def __init__(self, world, rate, threads=12):
        self.world = world
        self.rate = rate
        self.tally = Tally()
        self.ends = threading.Event()
        self.number = itertools.count()
        # Each has people of its own, so that a person does one thing at a time.
        threads = min(threads, len(world.people))
        self.begin = time.monotonic()
        names = [name for name, weight in world.MIX.items() for _ in range(weight)]
        self.pool = [
            threading.Thread(target=self.client, args=(world.people[index::threads], names, random.Random(index)))
            for index in range(threads)
        ]
        for thread in self.pool:
            thread.start()

    def client(self, people, names, chance):
        connection = Connection(self.world.port)
        while not self.ends.is_set():
            due = self.begin + next(self.number) / self.rate - time.monotonic()
            # Who is far behind gives up what was due: the rate is an upper bound and never a burst.
            if due > 0 and self.ends.wait(due):
                break
            name, person = chance.choice(names), chance.choice(people)
            if name in ("cancel", "replace") and not person.open:
                name = "create"
            try:
                answer = getattr(self.world, name)(connection, person)
                self.tally.add(name, answer, None, self.world.REFUSALS.get(name, ()))
            except (OSError, http.client.HTTPException) as error:
                self.tally.add(name, None, error)
        connection.close()

    def stop(self):
        self.ends.set()
        for thread in self.pool:
            thread.join()
        self.tally.seconds = time.monotonic() - self.begin


class Story:
    def __init__(self, options, ports):
        shutil.rmtree(options.folder, ignore_errors=True)
        options.folder.mkdir(parents=True)
        self.options = options
        routes = options.folder / "routes"
        shutil.copytree("RouteTables/brokerx", routes)
        if not options.keep_rules:
            for file in routes.glob("*.yaml"):
                file.write_text(without_ignore(file.read_text()))
        self.stack = Stack(options.bin, options.folder, ports, routes, hash_cost=4)
        self.world = Everybody(ports["ficus"])

    def begin(self):
        """Everything up, everybody registered, every unit in shadow, and the feed level."""
        stack = self.stack
        stack.start("monolith", "--build", "m-1")
        stack.wait_ready("monolith")
        stack.start("ficus")
        for name in ("clients", "portfolios", "orders", "orders-2"):
            self.start(name, f"{name.removesuffix('-2')}-1")
        stack.wait_ready("ficus", "clients", "portfolios", "orders", "orders-2")
        self.world.register(self.options.people)
        for person in self.world.people:
            person.withdrawn = expect(201, self.world.withdraw(Connection(self.world.port), person))
        self.wait_for_feed()
        for unit in UNITS:
            self.ficus("flip", unit, "shadow")
        # Lists have no id in the request: they teach how each side names things.
        connection = Connection(self.world.port)
        for person in self.world.people:
            for name in ("list", "executions", "deposits", "withdrawals", "transactions", "me", "portfolio"):
                expect(200, getattr(self.world, name)(connection, person))
        connection.close()

    def start(self, name, build, *more):
        self.stack.start(name, "--build", build, "--ids", self.options.ids, *more)

    def ficus(self, *words):
        arguments = [str(self.stack.binaries / "ficus"), *words, "--admin", f"127.0.0.1:{self.stack.ports['admin']}"]
        return subprocess.run(arguments, check=True, capture_output=True, text=True, timeout=60).stdout

    def parity(self):
        return json.loads(get(self.stack.ports["admin"], "/parity", timeout=20)[1])["routes"]

    def verdicts(self):
        body = get(self.stack.ports["admin"], "/parity/verdicts?last=2000", timeout=20)[1]
        return [json.loads(line) for line in body.decode().splitlines()]

    def wait_for_feed(self, deadline=60):
        programs = ("monolith", "clients", "portfolios", "orders")
        end = time.monotonic() + deadline
        while True:
            state = {name: json.loads(get(self.stack.ports[name], "/internal/feed")[1]) for name in programs}
            if all(state[peer["name"]]["applied"].get(name, -1) >= feed["position"]
                   for name, feed in state.items() for peer in feed["peers"]):
                return
            if time.monotonic() > end:
                raise AssertionError("the feed is not level")
            time.sleep(0.1)


def without_ignore(text):
    """A route table file without `ignore` of the routes; what differs by chance is then left to the comparison."""
    text = re.sub(r",\s*ignore: \[[^\]]*\]", "", text)
    return re.sub(r"(?m)^      ignore: \[[^\]]*\]\n", "", text)


class Soak(Story):
    """A correct pair: whatever is called a mismatch is a false alarm."""

    def run(self):
        self.begin()
        load = Load(self.world, self.options.rate)
        seen = set()
        end = time.monotonic() + 60 * self.options.minutes
        while time.monotonic() < end:
            time.sleep(min(5, max(0, end - time.monotonic())))
            self.tell_new(seen)
        load.stop()
        time.sleep(3)
        self.tell_new(seen)
        return self.tell(load)

    def tell_new(self, seen):
        for verdict in self.verdicts():
            if verdict["verdict"] == "mismatch" and verdict["request_id"] not in seen:
                seen.add(verdict["request_id"])
                if len(seen) <= 40:
                    print("false alarm:", json.dumps(verdict), flush=True)
                    self.keep(verdict)

    def keep(self, verdict):
        """Puts what is kept of a false alarm, both answers and those to further questions, into a file."""
        body = get(self.stack.ports["admin"], f"/parity/samples?route={verdict['route']}", timeout=20)[1]
        for line in body.decode().splitlines():
            if json.loads(line).get("id") == verdict["request_id"]:
                with open(self.options.folder / "alarms.ndjson", "a", encoding="utf-8") as file:
                    file.write(line + "\n")

    def tell(self, load):
        routes = [route for route in self.parity() if route.get("candidate")]
        total = dict.fromkeys(("compared", "match", "noise", "mismatch"), 0)
        unknown, skipped, failed = {}, {}, {}
        print(f"\n{'route':22} {'compared':>9} {'match':>8} {'noise':>7} {'mismatch':>9}  unknown, skipped, failed")
        for route in routes:
            counts = route["counts"]
            for name in total:
                total[name] += counts[name]
            for sums, name in ((unknown, "unknown"), (skipped, "skipped"), (failed, "failed")):
                for reason, count in counts[name].items():
                    sums[reason] = sums.get(reason, 0) + count
            rest = " ".join(f"{reason}={count}" for name in ("unknown", "skipped", "failed")
                            for reason, count in counts[name].items() if count)
            print(f"{route['id']:22} {counts['compared']:9} {counts['match']:8} {counts['noise']:7} {counts['mismatch']:9}  {rest}")
        print(f"{'all':22} {total['compared']:9} {total['match']:8} {total['noise']:7} {total['mismatch']:9}  "
              f"unknown {unknown}, skipped {skipped}, failed {failed}")
        print(f"clients: {load.tally}")
        for failure in load.tally.failures[:5]:
            print("  client saw:", failure)
        return total["mismatch"] == 0 and total["compared"] > 0


class Faults(Story):
    """One fault after the other, each in a build of its own, in the same steady traffic."""

    LIMIT = 60

    def run(self):
        self.begin()
        good = True
        names = self.options.names or list(FAULTS)
        for name in names:
            good = self.find(name, FAULTS[name]) and good
        return good

    def find(self, name, path):
        service = name.split(".")[0]
        programs = ["orders", "orders-2"] if service == "orders" else [service]
        self.stack.stop(*programs)
        for program in programs:
            self.start(program, f"with-{name}", "--fault", name)
        self.stack.wait_ready(*programs)
        self.wait_for_feed()
        deployed = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")
        load = Load(self.world, self.options.rate)
        begin = time.monotonic()
        found = None
        while found is None and time.monotonic() - begin < self.LIMIT:
            time.sleep(0.25)
            for verdict in self.verdicts():
                if verdict["verdict"] == "mismatch" and verdict["time"] >= deployed:
                    found = found or next((d for d in verdict["differences"] if d["path"].startswith(path)), None)
        seconds = time.monotonic() - begin
        load.stop()
        print(f"{name:34} " + (f"{seconds:5.1f} s  {found['path']} {found['class']} {found['relation'] or ''}"
                               if found else f"not named at {path} within {self.LIMIT} s"), flush=True)
        self.stack.stop(*programs)
        for program in programs:
            self.start(program, f"after-{name}")
        self.stack.wait_ready(*programs)
        self.wait_for_feed()
        return found is not None
