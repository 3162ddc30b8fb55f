.DEFAULT_GOAL := help
.PHONY: help setup hooks run test soak bench profile lint check check-rust check-spa fmt openapi screens

ARGS ?=
ONLY ?=
# Where this work left main; nothing where git doesn't know.
BASE = $(shell git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null)
SOAK := cargo test --locked --workspace --test service -- crashes:: api::races

help: ## Tell what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Bring all that is missing (run, test and lint do so themselves)
	@scripts/setup

hooks: ## Have git look at the form before a commit, and run `make check` before a push
	git config core.hooksPath scripts/hooks

run: ## Build everything and start it at http://localhost:8080 (ARGS="--help" for more)
	@scripts/setup run
	cd frontend && npm run build
	cargo build --locked --release -p vestibule
	exec "$${CARGO_TARGET_DIR:-target}/release/vestibule" serve --frontend-dir frontend/dist $(ARGS)

test: ## Run every test (ONLY="rust spa" for some, PROFILE=release for the binary that ships)
	@scripts/setup test
	@node scripts/test.mjs $(ONLY)

soak: ## Run the tests with kills, with races and with generated input at length
	@scripts/setup test
	VESTIBULE_CRASH_ROUNDS=100 VESTIBULE_RACE_ROUNDS=200 $(SOAK)
	VESTIBULE_CRASH_ROUNDS=100 VESTIBULE_RACE_ROUNDS=200 VESTIBULE_TEST_DATABASE=postgres $(SOAK)
	PROPTEST_CASES=20000 cargo test --locked --workspace --lib -- s23_
	SCHEMA_EXAMPLES=300 SCHEMA_SEED=$$(date +%s) node scripts/test.mjs schema

bench: ## Measure speed and cost into docs/benchmarks.md (ARGS="log-ins reads" for some, ARGS=--quick to try)
	@scripts/setup bench
	cargo build --locked --release -p vestibule
	cargo bench --locked --workspace --bench load -- $(ARGS)

profile: ## Draw where log-ins and reads spend their time, by perf
	@scripts/setup bench
	cargo build --locked --profile profiling -p vestibule
	cargo bench --locked --workspace --bench load -- profile

lint: ## Judge form, types, documentation and dependencies
	@scripts/setup lint
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps
	cargo deny --locked --offline --log-level error check bans licenses sources
	@if cargo deny --log-level off fetch db; \
	then cargo deny --locked --log-level error check --disable-fetch advisories; \
	else echo "advisories skipped: their database can't be fetched"; fi
	cd frontend && npm run lint
	if docker compose version >/dev/null 2>&1; then docker compose config --quiet; fi

check: ## The quick part of test and lint, while writing: what changed since main, in under a minute
	@$(MAKE) --no-print-directory --jobs=2 check-rust check-spa

# Cargo would look for make's jobserver, which make keeps to itself.
check-rust:
	env -u MAKEFLAGS cargo clippy --locked --quiet --workspace --all-targets -- -D warnings
	env -u MAKEFLAGS cargo test --locked --quiet -p vestibule-domain --lib

check-spa:
	cd frontend && npx --no-install biome ci --log-level=warn .
	cd frontend && npx --no-install tsc --incremental --tsBuildInfoFile node_modules/.cache/check.tsbuildinfo
	cd frontend && npx --no-install vitest run --reporter=dot $(addprefix --changed=,$(BASE))

fmt: ## Put Rust and TypeScript into form
	cargo fmt --all
	cd frontend && npm run format

# With the tests beside it: alone it would take other features of the dependencies, and compile them again.
openapi: ## Write openapi.yaml and the client's types anew from the code
	cargo build --locked --quiet --workspace --bins --tests
	mkdir -p target
	"$${CARGO_TARGET_DIR:-target}/debug/vestibule" openapi > target/openapi.yaml
	mv target/openapi.yaml openapi.yaml
	cd frontend && npm run schema

screens: ## Take the pictures in docs/screens anew
	@scripts/setup test
	@SCREENS=1 node scripts/test.mjs browser
