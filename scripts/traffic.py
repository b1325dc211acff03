"""Clients of BrokerX: people who register, deposit, order and look, over kept-alive connections through the proxy."""

import collections
import http.client
import itertools
import json
import random
import threading
import time

PRICES = {"AAPL": "187.50", "BRKX": "10.00", "IBM": "168.90", "MSFT": "402.25", "TSLA": "243.10"}


class Answer:
    def __init__(self, status, fields, body):
        self.status = status
        self.fields = fields
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def answered_by(self):
        """Target and reason, from `Ficus-Answered-By: orders; route=orders.show; reason=extracted`."""
        value = self.fields.get("ficus-answered-by", "")
        parts = [part.strip() for part in value.split(";")]
        reason = next((part[7:] for part in parts if part.startswith("reason=")), "")
        return parts[0], reason


class Connection:
    """One kept-alive connection; opens itself again after a failure, never sends a request twice."""

    def __init__(self, port, timeout=15):
        self.port = port
        self.timeout = timeout
        self.connection = None

    def send(self, method, path, body=None, token=None, fields=None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        headers = dict(fields or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None
        if body is not None:
            data = json.dumps(body)
            headers["Content-Type"] = "application/json"
        try:
            self.connection.request(method, path, data, headers)
            response = self.connection.getresponse()
            answer = Answer(
                response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
            if response.will_close:
                self.close()
            return answer
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Person:
    """One client of the broker, and what is known of its orders."""

    def __init__(self, number):
        self.number = number
        self.email = f"person{number}@example.com"
        self.password = f"password-{number}"
        self.id = None
        self.token = None
        self.orders = []
        self.open = collections.deque()


class Tally:
    """How a burst of requests ended."""

    def __init__(self):
        self.lock = threading.Lock()
        self.statuses = collections.Counter()
        self.targets = collections.Counter()
        self.reasons = collections.Counter()
        self.failures = []
        self.seconds = 0.0

    def add(self, operation, answer, error, expected=()):
        """Counts one answer; of 400 and more it is a failure unless its status is among those expected."""
        with self.lock:
            if error is not None:
                self.failures.append(f"{operation}: {error!r}")
                return
            self.statuses[answer.status] += 1
            target, reason = answer.answered_by
            self.targets[target] += 1
            self.reasons[reason] += 1
            if answer.status >= 400 and answer.status not in expected:
                self.failures.append(f"{operation}: {answer.status} {answer.body[:200]!r}")

    def __iadd__(self, other):
        self.statuses += other.statuses
        self.targets += other.targets
        self.reasons += other.reasons
        self.failures += other.failures
        self.seconds += other.seconds
        return self

    @property
    def count(self):
        return sum(self.statuses.values())

    def __str__(self):
        rate = self.count / self.seconds if self.seconds else 0
        by_target = ", ".join(f"{count} by {target or '?'}" for target, count in self.targets.most_common())
        return f"{self.count} requests in {self.seconds:.1f} s ({rate:.0f}/s), answered: {by_target}; {len(self.failures)} failed"


class World:
    """The people, and the things they do: each operation is one request."""

    def __init__(self, port, seed=2024):
        self.port = port
        self.people = []
        self.random = random.Random(seed)
        self.counter = itertools.count(1)
        self.run = f"{random.SystemRandom().getrandbits(32):08x}"

    def key(self):
        """A new idempotency key."""
        return {"Idempotency-Key": f"{self.run}-{next(self.counter)}"}

    def register(self, count):
        """New people who have money and some shares; every answer must be the expected one."""
        def one(connection, person):
            client = {
                "name": f"Person {person.number}", "email": person.email, "password": person.password,
                "password_confirmation": person.password,
            }
            person.id = expect(201, connection.send("POST", "/api/v1/clients", {"client": client})).json["id"]
            login = {"email": person.email, "password": person.password}
            person.token = expect(200, connection.send("POST", "/api/v1/auth/login", login)).json["token"]
            deposit = {"amount": "9000000.10", "currency": "USD"}
            expect(201, connection.send("POST", "/api/v1/deposits", deposit, person.token, self.key()))
            for symbol in ("AAPL", "BRKX"):
                order = {"symbol": symbol, "side": "buy", "type": "market", "quantity": 50 + person.number}
                self.placed(person, expect(201, connection.send("POST", "/api/v1/orders", order, person.token, self.key())))
            for _ in range(4):
                expect(201, self.create(connection, person))

        people = [Person(len(self.people) + index + 1) for index in range(count)]
        connection = Connection(self.port)
        for person in people:
            one(connection, person)
        connection.close()
        self.people += people

    @staticmethod
    def placed(person, answer):
        if answer.status == 201:
            order = answer.json
            person.orders.append(order["id"])
            if order["status"] == "open":
                person.open.append(order["id"])
        return answer

    # The operations: each sends one request of a person.

    def create(self, connection, person):
        symbol = self.random.choice(sorted(PRICES))
        order = {
            "symbol": symbol, "side": "buy", "type": "limit", "quantity": self.random.randint(1, 9),
            "limit_price": f"{self.random.randint(1, 8)}.{self.random.randint(10, 99)}",
        }
        return self.placed(person, connection.send("POST", "/api/v1/orders", order, person.token, self.key()))

    def show(self, connection, person):
        # The first two are executed ones, the others open: a gate wants to see enough of each kind.
        order = self.random.choice(self.random.choice((person.orders[:2], person.orders[2:])))
        return connection.send("GET", f"/api/v1/orders/{order}", token=person.token)

    def list(self, connection, person):
        return connection.send("GET", f"/api/v1/orders?limit={self.random.choice((3, 100))}", token=person.token)

    def executions(self, connection, person):
        return connection.send("GET", "/api/v1/executions", token=person.token)

    def market_data(self, connection, person):
        return connection.send("GET", "/api/v1/market_data")

    def portfolio(self, connection, person):
        return connection.send("GET", "/api/v1/portfolio", token=person.token)

    def cancel(self, connection, person):
        identifier = person.open.popleft()
        return connection.send("POST", f"/api/v1/orders/{identifier}/cancel", token=person.token, fields=self.key())

    def replace(self, connection, person):
        identifier = person.open.popleft()
        change = {"quantity": self.random.randint(1, 9), "limit_price": f"{self.random.randint(1, 8)}.50"}
        answer = connection.send("POST", f"/api/v1/orders/{identifier}/replace", change, person.token, self.key())
        return self.placed(person, answer)

    def burst(self, operations, rate=400, threads=8, in_flight=None):
        """Does each operation so many times (`{"show": 300, ...}`), mixed, at most `rate` a second in all.

        With `in_flight`, which tells how many shadows are under way, the rate is found: it rises while both sides keep up
        with it, and falls as soon as one does not, so that a slow machine is given time.
        """
        plan = [name for name, count in operations.items() for _ in range(count)]
        self.random.shuffle(plan)
        tally = Tally()
        begin = time.monotonic()
        index = itertools.count()
        pace = Pace(rate, in_flight) if in_flight is not None else Pace(rate)

        # A person's requests stay on one thread, so that its open orders are taken by one at a time.
        def client(thread):
            connection = Connection(self.port)
            mine = self.people[thread::threads]
            turn = itertools.count()
            while (number := next(index)) < len(plan):
                pace.wait()
                name = plan[number]
                person = mine[next(turn) % len(mine)]
                if name in ("cancel", "replace") and not person.open:
                    person = max(mine, key=lambda candidate: len(candidate.open))
                    if not person.open:
                        continue
                try:
                    tally.add(name, getattr(self, name)(connection, person), None)
                except (OSError, http.client.HTTPException) as error:
                    tally.add(name, None, error)
            connection.close()

        pool = [threading.Thread(target=client, args=(thread,)) for thread in range(min(threads, len(self.people)))]
        for thread in pool:
            thread.start()
        for thread in pool:
            thread.join()
        pace.end()
        tally.seconds = time.monotonic() - begin
        return tally


class Pace:
    """When the next request may go: a rate, which follows what the machine can do."""

    # A rate that every machine can do, and how many shadows under way say that both sides keep up, or do not.
    START, CALM, CROWDED = 25, 5, 10

    def __init__(self, rate, in_flight=None):
        self.limit = rate
        self.rate = min(rate, self.START) if in_flight else rate
        self.lock = threading.Lock()
        self.next = time.monotonic()
        self.ended = threading.Event()
        if in_flight:
            threading.Thread(target=self.follow, args=(in_flight,), daemon=True).start()

    def follow(self, in_flight):
        while not self.ended.wait(0.2):
            count = in_flight()
            if count >= self.CROWDED:
                self.rate = max(5, self.rate * 0.7)
            elif count <= self.CALM:
                self.rate = min(self.limit, self.rate * 1.08)

    def wait(self):
        with self.lock:
            now = time.monotonic()
            # What could not be sent in time is not made up for.
            self.next = max(now, self.next + 1 / self.rate)
            pause = self.next - now
        if pause > 0:
            time.sleep(pause)

    def end(self):
        self.ended.set()


def expect(status, answer):
    if answer.status != status:
        raise AssertionError(f"expected {status}, got {answer.status}: {answer.body[:300]!r}")
    return answer
