# Ficus: what one needs to build, run, test and see it. `make help` lists the commands.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run stop demo test conformance lint format fuzz fuzz-libfuzzer sanitize soak soak-parity soak-hostile soak-memory bench clean-data

# Where things listen; every one can be changed: make run PORT=9090
export PORT ?= 8080
export ADMIN_PORT ?= 8001
export MONOLITH_PORT ?= 3000
export CLIENTS_PORT ?= 3001
export PORTFOLIOS_PORT ?= 3002
export ORDERS_PORT ?= 3003
export ORDERS_PORT_2 ?= 3013
# Data and logs of `make run`, and the route table that it serves.
export RUN ?= run
export ROUTES ?= RouteTables/brokerx
# Folder of built programs; when it is given nothing is built: make demo BIN=.build/debug
export BIN ?=

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Install the system packages that building and testing need (Debian, only what is missing)
	@scripts/setup

run: setup ## Build, then run BrokerX and Ficus until Ctrl-C or `make stop`; data is kept under run/
	@scripts/build release
	@exec scripts/run

stop: ## Stop what `make run` started, from another terminal
	@scripts/stop

clean-data: stop ## Delete the databases and logs of `make run`
	@rm -rf -- "$(RUN)/data" "$(RUN)/logs" && echo "deleted $(RUN)/data and $(RUN)/logs"

demo: setup ## Play a whole migration against real processes and check each step (PORTS=auto: free ports)
	@scripts/build release
	@scripts/demo --ports $(or $(PORTS),auto)

test: setup ## Build and run all tests, or some: make test ONLY=RoutingTests
	@scripts/test $(ONLY)

conformance: setup ## Run the cases of HTTP conformance and write what they find to docs/conformance.md
	@FICUS_WRITE_CONFORMANCE=1 FICUS_ONLY_TESTS=DataPlaneTests swift test --disable-xctest --filter ConformanceTableTests

fuzz: setup ## Feed every reader of bytes with broken input: make fuzz SECONDS=3600 SUBJECT=head SEED=7
	@scripts/fuzz $(or $(SUBJECT),all) $(or $(SECONDS),60) $(SEED)

fuzz-libfuzzer: setup ## The same with libFuzzer, which follows what the code does: SUBJECT=head SECONDS=600
	@scripts/fuzz-libfuzzer $(or $(SUBJECT),head) $(or $(SECONDS),600)

sanitize: setup ## Run the tests of the data path under the address and the thread sanitizer (some minutes)
	@scripts/sanitize

lint: setup ## Check the format of the sources, the declared dependencies and the scripts
	@scripts/lint

format: ## Format the sources in place
	@swift format -i -p -r Sources Tests Package.swift $(wildcard Benchmarks) && echo "formatted"

soak: setup ## Look for answers that reach the wrong client: make soak TOKENS=2000000 SEED=7
	@FICUS_TOKENS=$(or $(TOKENS),1000000) FICUS_SEED=$(or $(SEED),1) FICUS_ONLY_TESTS=DataPlaneTests \
		swift test --filter CrossTalkTests

soak-parity: setup ## Hold a correct pair under traffic and count false alarms: MINUTES=10 RATE=200; FAULTS=1: find each fault
	@[ -n "$(BIN)" ] || scripts/build release
	@scripts/soak-parity --rate $(or $(RATE),200) $(if $(FAULTS),--faults,--minutes $(or $(MINUTES),10))

soak-hostile: setup ## Measure honest clients beside 10,000 idle ones, 2,000 slow ones and a flood of garbage
	@Benchmarks/run --hostile

bench: setup ## Measure Ficus beside nginx, HAProxy and Envoy (12 minutes); some rows: make bench ROWS="get idle"
	@Benchmarks/run $(ROWS)

soak-memory: setup ## Ten minutes of mixed load with flips and faults: is memory flat?
	@Benchmarks/run soak
