.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup dependencies build package plugin demo test test-kubernetes test-languages soak faults kills bench bench-quick audit emulator api format release-check clean

JEST = toolchain/languages yaml -- npm run -s test -- --ci
STAGE = @toolchain/lib/stage

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: build ## install packages, build, and provide the Pulumi CLI; quick if all is up to date
	@toolchain/exec true

# The demo reports the total time, including the setup.
demo: export DEMO_STARTED := $(shell date +%s)
demo: setup ## show a configuration's lifecycle step by step with the real Pulumi engine; KEEP=1 keeps the emulator
	@DEMO_KEEP="$(KEEP)" toolchain/exec node demo/dist/demo.js

test: setup ## check format, lint and types, and run the tests that take minutes; JEST_FLAGS="tests/client -t retry" for some
	@rm -f .setup/test-results.json
	$(STAGE) "format and lint" npm run -s lint
	$(STAGE) "workflows" toolchain/lint-workflows
	$(STAGE) "type check" npm run -s typecheck
	$(STAGE) "tests" $(JEST) --json --outputFile=.setup/test-results.json $(JEST_FLAGS)

test-kubernetes: setup ## run tests with a real Kubernetes API server (tests/**/*.k8s.ts); the first run builds it and Pulumi's plugin
	$(STAGE) "Kubernetes tests" toolchain/kubernetes npm run -s test -- --ci --verbose --testMatch '**/*.k8s.ts' \
	  --testTimeout 600000 $(JEST_FLAGS)

test-languages: setup ## run the plugin's examples (tests/**/*.languages.ts) in YAML, TypeScript, Python and Go with their language hosts
	$(STAGE) "language tests" toolchain/languages yaml python go generate-sdk -- npm run -s test -- --ci --verbose \
	  --testMatch '**/*.languages.ts' --testTimeout 1200000 $(JEST_FLAGS)

package: dependencies ## pack the npm package and the emulator as tarballs, into dist/
	@toolchain/node toolchain/pack-packages.mjs dist

plugin: build ## pack the provider plugin as an archive for pulumi plugin install, into dist/; EXECUTABLE=1 includes Node
	@toolchain/pack-plugin $(if $(EXECUTABLE),--executable)

soak: setup ## run tests that take too long for make test (tests/**/*.soak.ts)
	$(STAGE) "soak tests" $(JEST) --testMatch '**/*.soak.ts' --testTimeout 1800000 $(JEST_FLAGS)

faults: setup ## run each client operation with each network fault, and print a table
	@FAULTS_TABLE=.setup/faults.md $(JEST) --silent tests/client/faultMatrix >.setup/faults.log 2>&1 || \
	  { cat .setup/faults.log; exit 1; }
	@cat .setup/faults.md

bench: setup ## measure the provider, and write docs/internals/performance.md; takes 15 to 20 minutes; BENCH_FLAGS="--only one,host,fleet,far,growth"
	@npm run -s bench -- --docs $(BENCH_FLAGS)

bench-quick: setup ## run each measurement of make bench once with small sizes, and write no page
	@npm run -s bench -- --quick $(BENCH_FLAGS)

kills: setup ## interrupt each operation at each of its requests, and print tables; takes long
	@KILLS_TABLE=.setup/kills $(JEST) --silent --testMatch '**/kill/cuts.test.ts' --testMatch '**/kill/kills.soak.ts' \
	  --testTimeout 7200000 >.setup/kills.log 2>&1 || { cat .setup/kills.log; exit 1; }
	@cat .setup/kills/cuts.md .setup/kills/kills.md

audit: dependencies ## query the registry for known vulnerabilities in the runtime dependencies
	@toolchain/audit

emulator: build ## start an emulated cluster and Bitbucket with sample data; ARGS="--port 8080", EMULATOR_API_KEY=...
	@npm run -s emulator -- --sample $(ARGS)

api: dependencies ## write the API reference as HTML to docs/api
	@npm run -s api

format: dependencies ## format all sources
	@npm run -s format -- --log-level warn

release-check: dependencies ## perform the checklist of a release up to the publish, and publish nothing; QUICK=1 skips the tests
	@QUICK="$(QUICK)" toolchain/release-check

clean: ## remove generated files from this checkout; the built CLI's cache stays
	@rm -rf node_modules emulator/node_modules toolchain/node_modules examples/*/node_modules
	@rm -rf dist emulator/dist demo/dist bench/dist coverage docs/api .setup

dependencies:
	@toolchain/dependencies

build: dependencies
	@npm run -s build
