"""The story that scripts/demo tells: BrokerX's orders leave the monolith."""

import datetime
import json
import signal
import subprocess

from narrator import wait_until
from stack import get
from traffic import Connection, Tally, World, expect

# The groups of RouteTables/brokerx; orders reserve money in portfolios, so these two move one after the other.
ORDERS = "orders"


class Story:
    STEPS = 12

    def __init__(self, stack, narrator, size, report):
        self.stack = stack
        self.tell_it = narrator
        self.size = size
        self.report = report
        self.world = World(stack.ports["ficus"])
        self.waiting = 0

    def tell(self):
        self.the_monolith()
        self.the_services()
        self.shadowing()
        self.the_fault_is_found()
        self.the_fix()
        self.the_gate_refuses()
        self.the_gate_opens()
        self.the_canary()
        self.extracted()
        self.the_service_is_lost()
        self.the_service_is_back()
        self.the_rollback()

    # The steps.

    def the_monolith(self):
        narrator = self.tell_it
        narrator.step("A monolith, and Ficus in front of it", """
            BrokerX is a brokerage in one program with one database. Ficus is put in front of it: every endpoint is a
            route of its route table, and every route is in state `monolith`. Nothing has changed for anybody.""")
        self.stack.start("monolith")
        self.stack.wait_ready("monolith")
        self.stack.start("ficus")
        self.stack.wait_ready("ficus")
        self.ficus("routes", lines=8)
        self.world.register(self.size.people)
        narrator.check(
            all(person.id < 1_000_000_000 for person in self.world.people),
            f"{len(self.world.people)} people have registered, paid in and placed orders; the monolith answered them")

    def the_services(self):
        narrator = self.tell_it
        narrator.step("Three services, empty, and a feed that fills them", """
            Clients, portfolios and orders were written anew, each with a database of its own. They start empty: a feed
            brings a snapshot of the monolith's rows, then each change, and it runs both ways. This release of the
            orders service has a fault in it, which nobody knows of yet.""")
        self.start_services(self.size.fault, build="orders-1")
        self.wait_for_feed()
        person = self.world.people[0]
        path = f"/api/v1/orders/{person.orders[0]}"
        old = self.ask("monolith", path, person)
        new = self.ask("orders", "/api/v1/orders/" + str(person.orders[0]), person)
        narrator.check(new.status == 200 == old.status, f"the order {person.orders[0]} is in both databases")

    def shadowing(self):
        narrator = self.tell_it
        narrator.step("Shadow: the service gets a copy of the traffic", """
            The monolith goes on answering. Each request is also sent to the service, nobody waits for it, and the two
            answers are compared, field by field. Writes are dry runs there: done, answered, rolled back.""")
        self.ficus("flip", ORDERS, "shadow")
        tally = self.traffic(self.size.probe)
        narrator.check(not tally.failures, "no client noticed", "; ".join(tally.failures[:3]))
        narrator.check(set(tally.targets) == {"monolith"}, "the monolith answered all of it", str(tally.targets))

    def the_fault_is_found(self):
        narrator = self.tell_it
        narrator.step("Parity finds a fault", "The answers of the two sides are not the same:")
        paths = wait_until("a mismatch is found", self.mismatched_paths)
        self.ficus("parity", "report", lines=24)
        narrator.check(paths, f"the differing field is named: {', '.join(sorted(paths))}")
        output = self.ficus("flip", ORDERS, "canary", "--percent", "10", expect=3)
        narrator.check("mismatch" in output.lower(), "the gate refuses the service, and says why")

    def the_fix(self):
        narrator = self.tell_it
        narrator.step("The fix is deployed", """
            The team fixes its service and deploys a new build. Its answers carry the build, so a new epoch begins: what
            was seen of the old build counts no more, neither for nor against it.""")
        self.stack.stop("orders", "orders-2")
        self.start_orders(build="orders-2")
        self.wait_until_healthy()
        self.wait_for_feed()

    def the_gate_refuses(self):
        narrator = self.tell_it
        narrator.step("The gate asks for evidence", """
            A flip needs proof: so many compared answers that, with a certainty of 95 %, fewer than the agreed share of
            them differ. There is little yet.""")
        self.traffic(self.size.probe // 10)
        self.ficus("flip", ORDERS, "canary", "--percent", "25", expect=3, lines=20)

    def the_gate_opens(self):
        narrator = self.tell_it
        narrator.step("Evidence is collected", "Traffic goes on until each route of the group has been compared enough.")
        tally = self.traffic(self.size.enough)
        # A copy that found no room, and one that could not be judged, is counted, so that some routes need more.
        for _ in range(8):
            missing = self.still_needed()
            if missing == 0:
                break
            tally += self.traffic(max(missing + 10, self.size.enough // 3))
        narrator.check(not tally.failures, str(tally), "; ".join(tally.failures[:3]))
        self.ficus("parity", "report", lines=24)
        self.ficus("flip", ORDERS, "canary", "--percent", "25")
        self.check_agreement()

    def the_canary(self):
        narrator = self.tell_it
        narrator.step("Canary: a quarter of the people", """
            The service answers for 25 % of the people, for what they read; writes stay with the monolith, which owns the
            data. A person is always on the same side.""")
        sides = {}
        for person in self.world.people:
            answers = {self.send("GET", f"/api/v1/orders/{person.orders[0]}", person).answered_by[0] for _ in range(3)}
            sides[person.number] = answers
        narrator.check(all(len(answers) == 1 for answers in sides.values()), "each person stays on one side")
        tally = self.traffic(self.size.probe)
        narrator.check(not tally.failures, str(tally), "; ".join(tally.failures[:3]))
        narrator.check(tally.targets["monolith"] > tally.targets["orders"], "most are answered by the monolith still")

    def extracted(self):
        narrator = self.tell_it
        narrator.step("Extracted: the service owns the orders", """
            One more gate, then the service answers for everybody and owns the data. Its new orders flow back into the
            monolith through the feed.""")
        self.wait_for_feed()
        self.check_agreement()
        self.ficus("flip", ORDERS, "extracted")
        person = self.world.people[0]
        answer = expect(201, self.world.create(self.connection(), person))
        self.new_order = answer.json["id"]
        narrator.check(answer.answered_by[0] == "orders", f"order {self.new_order} was placed by the service")
        narrator.check(self.new_order >= 1_000_000_000, "its id is one of the service's")
        self.wait_for_feed()
        old = self.ask("monolith", f"/api/v1/orders/{self.new_order}", person)
        narrator.check(old.status == 200 and old.body == self.ask("orders", f"/api/v1/orders/{self.new_order}", person).body,
                       "the monolith has it too, byte for byte")

    def the_service_is_lost(self):
        narrator = self.tell_it
        narrator.step("The service dies", "Both of its instances are killed (kill -9) while people read their orders.")
        self.stack.stop("orders", "orders-2", number=signal.SIGKILL)
        operations = {"show": self.size.probe // 2, "list": self.size.probe // 4}
        tally = self.world.burst(operations, rate=self.size.read_rate)
        narrator.check(not tally.failures, str(tally), "; ".join(tally.failures[:3]))
        narrator.check(set(tally.targets) == {"monolith"}, "the monolith answers in its place", str(tally.targets))
        person = self.world.people[0]
        answer = self.send("GET", f"/api/v1/orders/{self.new_order}", person)
        narrator.say(f"Ficus-Answered-By: {answer.fields.get('ficus-answered-by')}")
        refused = self.world.create(self.connection(), person)
        narrator.check(refused.status == 503 and "retry-after" in refused.fields,
                       "a new order is refused with 503 and Retry-After: a write has one owner", str(refused.status))
        narrator.say(refused.body.decode())

    def the_service_is_back(self):
        narrator = self.tell_it
        narrator.step("The service is back", "Ficus tries it again by itself.")
        self.start_orders(build="orders-2")
        person = self.world.people[0]
        wait_until("the service answers again", lambda: self.send(
            "GET", f"/api/v1/orders/{self.new_order}", person).answered_by[0] == "orders")
        narrator.check(True, "the service answers again")

    def the_rollback(self):
        narrator = self.tell_it
        narrator.step("Rollback", """
            Somebody does not like what the graphs show. A rollback waits for nothing, and the data is where it is
            needed: the feed has brought it.""")
        self.wait_for_feed()
        self.ficus("rollback", ORDERS, "--to", "shadow", "--reason", "the demo ends here")
        person = self.world.people[0]
        answer = self.send("GET", f"/api/v1/orders/{self.new_order}", person)
        narrator.check(answer.status == 200 and answer.answered_by[0] == "monolith",
                       f"order {self.new_order}, placed by the service, is answered by the monolith")
        self.ficus("history", lines=20)
        self.report.parent.mkdir(parents=True, exist_ok=True)
        self.ficus("parity", "report", "--format", "html", "--output", str(self.report))
        narrator.check(self.report.stat().st_size > 2000, f"the report is written: {self.report}")

    # What the steps are made of.

    def start_services(self, fault, build):
        for name in ("clients", "portfolios"):
            self.stack.start(name, "--build", f"{name}-1")
        self.start_orders(build, fault)
        self.stack.wait_ready("clients", "portfolios")

    def start_orders(self, build, fault=None):
        more = ["--build", build] + (["--fault", fault] if fault else [])
        for name in ("orders", "orders-2"):
            self.stack.start(name, *more)
        self.stack.wait_ready("orders", "orders-2")
        self.deployed = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")

    def traffic(self, each):
        """What people do with orders, in waves; between them the feed brings each side what the other wrote."""
        writes, reads = self.size.write_rate, self.size.read_rate
        waves = (
            (writes, {"create": each}), (writes, {"replace": each}), (writes, {"cancel": each}),
            (reads, {"show": each, "list": each, "executions": each, "market_data": each}),
        )
        tally = Tally()
        for rate, wave in waves:
            tally += self.world.burst(wave, rate=rate, in_flight=self.shadows_in_flight)
            self.wait_for_feed()
        self.settle()
        return tally

    def still_needed(self):
        """How many more compared exchanges the slowest route of the orders needs for its gates; 0 once all are open."""
        routes = json.loads(get(self.stack.ports["admin"], "/parity")[1])["routes"]
        results = [gate["result"] for route in routes if route["unit"] == ORDERS for gate in route["gates"]]
        return max((result["moreNeeded"] or bool(result["refusals"]) for result in results), default=0)

    def shadows_in_flight(self):
        """Copies under way, and the pairs by which the queue of comparisons has grown: what tells that both keep up."""
        try:
            text = get(self.stack.ports["admin"], "/metrics", timeout=10)[1].decode()
        except OSError:
            return 1000
        flying = waiting = 0
        for line in text.splitlines():
            count = int(float(line.split()[-1])) if not line.startswith("#") else 0
            if line.startswith("ficus_shadows_in_flight"):
                flying += count
            elif line.startswith("ficus_shadow_total") and 'outcome="compared"' in line:
                waiting += count
            elif line.startswith("ficus_parity_total"):
                waiting -= count
        grown, self.waiting = waiting - self.waiting, waiting
        return flying + max(0, grown)

    def settle(self):
        """Waits until the comparisons of what was sent have been counted."""
        last = None

        def counted():
            nonlocal last
            text = get(self.stack.ports["admin"], "/metrics", timeout=10)[1].decode()
            now = [line for line in text.splitlines() if line.startswith(("ficus_parity_total", "ficus_shadow_total"))]
            done, last = now == last, now
            return done

        wait_until("comparisons are counted", counted, deadline=self.size.patience, interval=0.4)

    @property
    def admin(self):
        return ["--admin", f"127.0.0.1:{self.stack.ports['admin']}"]

    def ficus(self, *words, expect=0, lines=14):
        shown = "ficus " + " ".join(f"'{word}'" if " " in word else word for word in words)
        arguments = [str(self.stack.binaries / "ficus"), *words, *self.admin]
        return self.tell_it.command(shown, arguments, expect=expect, lines=lines)

    def connection(self):
        return Connection(self.stack.ports["ficus"])

    def send(self, method, path, person):
        return self.connection().send(method, path, token=person.token)

    def ask(self, name, path, person):
        """Asks one program past the proxy."""
        return Connection(self.stack.ports[name]).send("GET", path, token=person.token)

    def mismatches(self):
        """The differing ones among the last comparisons of the present build, as `parity verdicts` prints them."""
        arguments = [str(self.stack.binaries / "ficus"), "parity", "verdicts", "--format", "ndjson", "--last", "1000"]
        result = subprocess.run([*arguments, *self.admin], capture_output=True, text=True, timeout=60)
        verdicts = [json.loads(line) for line in result.stdout.splitlines() if line.strip()]
        return [one for one in verdicts if one["verdict"] == "mismatch" and one["time"] >= self.deployed]

    def mismatched_paths(self):
        return {difference["path"] for verdict in self.mismatches() for difference in verdict["differences"]}

    def check_agreement(self):
        found = [f"{one['request_id']} {one['route']} {one['reason'] or ''} {one['differences']}" for one in self.mismatches()]
        self.tell_it.check(not found, "the present build agrees with the monolith in every answer", "; ".join(found[:3]))

    def wait_until_healthy(self):
        """Ficus looks after the instances by itself; this waits until it has seen the new ones."""
        def healthy():
            targets = json.loads(get(self.stack.ports["admin"], "/targets")[1])
            instances = [one for target in targets if target["name"] == "orders" for one in target["instances"]]
            return instances and all(one["state"] == "healthy" for one in instances)

        wait_until("Ficus sees both instances of orders", healthy)

    def wait_for_feed(self):
        """Until each side has applied what the others have written."""
        programs = ("monolith", "clients", "portfolios", "orders")

        def level():
            state = {name: json.loads(get(self.stack.ports[name], "/internal/feed")[1]) for name in programs}
            return all(
                state[peer["name"]]["applied"].get(name, -1) >= feed["position"]
                for name, feed in state.items() for peer in feed["peers"])

        wait_until("the feed is level", level, deadline=self.size.patience, interval=0.05)
