# Two commands do everything on a machine that has Python 3.11 or later and pip: make demo, make test.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
AS_OF := 2026-07-10
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --prefer-binary

.PHONY: demo test check lint format types layers bench docs clean

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	$(INSTALL) -e .
	$(BIN)/python -m compileall -q src
	touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(INSTALL) -e '.[dev]'
	$(BIN)/python -m compileall -q src
	touch $@ $(VENV)/.demo

demo: $(VENV)/.demo  ## screen the examples on the bundled data
	@echo "== Counterparties =="
	$(BIN)/exposcreen batch examples/counterparties.csv --as-of $(AS_OF)
	@echo "== A portfolio =="
	$(BIN)/exposcreen portfolio examples/portfolio.csv --activity invest --as-of $(AS_OF)
	@echo "== A supply chain =="
	$(BIN)/exposcreen supply-chain examples/supply_chain.csv --as-of $(AS_OF)

test: $(VENV)/.dev  ## all tests
	$(BIN)/python -m pytest -n auto

check: lint types layers test  ## what CI runs

lint: $(VENV)/.dev
	$(BIN)/ruff format --check src tests benchmarks docs
	$(BIN)/ruff check src tests benchmarks docs

format: $(VENV)/.dev
	$(BIN)/ruff format src tests benchmarks docs
	$(BIN)/ruff check --fix src tests benchmarks docs

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

bench: $(VENV)/.dev  ## start-up, load, memory, latency, throughput on the full real lists
	$(BIN)/python benchmarks/bench.py

docs: $(VENV)/.dev  ## the pages on lists and sources, from the data
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
