.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup dependencies build demo test test-kubernetes soak faults kills bench bench-quick audit emulator api format clean

JEST = toolchain/exec npm run -s test -- --ci
STAGE = @toolchain/lib/stage

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: build ## install, build, and obtain the Pulumi CLI; quick where nothing is to do
	@toolchain/exec true

# The demo includes the time of the setup in its total.
demo: export DEMO_STARTED := $(shell date +%s)
demo: setup ## the lifecycle of a configuration, step by step, with the real Pulumi engine; KEEP=1 to look around
	@DEMO_KEEP="$(KEEP)" toolchain/exec node demo/dist/demo.js

test: setup ## format, lint, types, and all tests; JEST_FLAGS="tests/client -t retry" for some
	@rm -f .setup/test-results.json
	$(STAGE) "format and lint" npm run -s lint
	$(STAGE) "type check" npm run -s typecheck
	$(STAGE) "tests" $(JEST) --json --outputFile=.setup/test-results.json $(JEST_FLAGS)

test-kubernetes: setup ## what needs a real Kubernetes API server (tests/**/*.k8s.ts); the first run builds it and Pulumi's plugin
	$(STAGE) "Kubernetes tests" toolchain/kubernetes npm run -s test -- --ci --verbose --testMatch '**/*.k8s.ts' \
	  --testTimeout 600000 $(JEST_FLAGS)

soak: setup ## the tests that take too long for every change (tests/**/*.soak.ts)
	$(STAGE) "soak tests" $(JEST) --testMatch '**/*.soak.ts' --testTimeout 1800000 $(JEST_FLAGS)

faults: setup ## each client operation under each network fault, run and printed as a table
	@FAULTS_TABLE=.setup/faults.md $(JEST) --silent tests/client/faultMatrix >.setup/faults.log 2>&1 || \
	  { cat .setup/faults.log; exit 1; }
	@cat .setup/faults.md

bench: setup ## everything that is timed, each against a floor of the same run; takes long; BENCH_FLAGS="--json FILE"
	@npm run -s bench -- --docs $(BENCH_FLAGS)

bench-quick: setup ## the host process and the operations on small sizes, once each
	@npm run -s bench -- --quick $(BENCH_FLAGS)

kills: setup ## each operation cut and killed at each of its requests, run and printed as tables; takes long
	@KILLS_TABLE=.setup/kills $(JEST) --silent --testMatch '**/kill/cuts.test.ts' --testMatch '**/kill/kills.soak.ts' \
	  --testTimeout 7200000 >.setup/kills.log 2>&1 || { cat .setup/kills.log; exit 1; }
	@cat .setup/kills/cuts.md .setup/kills/kills.md

audit: dependencies ## ask the registry about known holes in what a user installs
	@toolchain/audit

emulator: build ## an emulated cluster and Bitbucket with sample data; ARGS="--port 8080", EMULATOR_API_KEY=...
	@npm run -s emulator -- --sample $(ARGS)

api: dependencies ## write the API reference as HTML, into docs/api
	@npm run -s api

format: dependencies ## rewrite the sources in the one format
	@npm run -s format -- --log-level warn

clean: ## remove what the other targets left in this checkout; the built CLI's cache stays
	@rm -rf node_modules emulator/node_modules toolchain/node_modules examples/*/node_modules
	@rm -rf dist emulator/dist demo/dist bench/dist coverage docs/api .setup

dependencies:
	@toolchain/dependencies

build: dependencies
	@npm run -s build
