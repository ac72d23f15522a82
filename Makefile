# Everything here works on a fresh machine with git, make and Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
WEEK ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-slow bench score noise lint format types arrows lock docs screenshots clean tools

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml constraints.txt
	@scripts/make-venv "$(PYTHON)" "$(VENV)"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@

setup: $(STAMP) ## create .venv with everything that development needs

tools: $(STAMP) ## the browser that the page tests drive (Debian's chromium)
	@scripts/ensure-browser

demo: $(STAMP) ## a GitHub stand-in, sample pull requests, real reviews, a summary and the dashboard (Ctrl-C ends)
	$(BIN)/evenhand demo $(DEMO_ARGS)

test: $(STAMP) tools lint types arrows ## everything that must hold: lint, types, import arrows, the whole suite
	$(BIN)/python -m pytest -n $(or $(TEST_PROCESSES),2) -m "not slow"

test-slow: $(STAMP) tools ## exhaustive runs: simulations, fuzzing, soak
	$(BIN)/python -m pytest -n 2 -m slow --timeout 3600

bench: $(STAMP) ## speed of the checks, as ratios to parsing alone within one run
	@[ -x .venv-bench/bin/semgrep ] || { scripts/make-venv "$(PYTHON)" .venv-bench && .venv-bench/bin/python -m pip install --quiet --requirement tests/bench/requirements.txt; } || echo "make: the yardsticks could not be installed; going on without them" >&2
	$(BIN)/python -m tests.bench.speed
	$(BIN)/python -m tests.bench.migrations
	-$(BIN)/python -m tests.bench.api
	$(BIN)/python -m tests.bench.contracts
	PATH="$(CURDIR)/.venv-bench/bin:$$PATH" $(BIN)/python -m tests.bench.squawk

score: $(STAMP) ## recall and precision per rule over the labelled corpus
	$(BIN)/python -m tests.corpus.score

noise: $(STAMP) ## scan real packages as if every line were added: what fires, per 1,000 lines
	$(BIN)/python -m tests.noise.scan .noise

lint: $(STAMP) ## ruff, rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

format: $(STAMP) ## rewrite in the project's format
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

types: $(STAMP) ## mypy, strict
	$(BIN)/mypy

arrows: $(STAMP) ## import-linter: which package may import which
	$(BIN)/lint-imports

lock: $(STAMP) ## write constraints.txt anew from what pyproject.toml asks for
	$(BIN)/python scripts/lock.py

docs: $(STAMP) ## write the generated pages: rules and settings
	$(BIN)/python scripts/docs.py

screenshots: $(STAMP) tools ## take the README's pictures from a running demo
	$(BIN)/python scripts/screenshots.py

clean: ## remove what was built
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
