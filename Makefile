PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: chat test test-slow lint check evals bench load screenshots clean

chat: $(VENV)/installed  ## Install, build the index, serve the chat page
	$(BIN)/askme serve $(ARGS)

test: $(VENV)/tested  ## Install the test extra, run the tests
	$(BIN)/python -m pytest $(ARGS)

test-slow: $(VENV)/tested
	$(BIN)/python -m pytest -m slow $(ARGS)

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  ## Exactly what CI runs, but for the slow tests

evals: $(VENV)/tested  ## Ask the dev cases; fail when answers got significantly worse
	$(BIN)/python -m evals check-cases
	$(BIN)/python -m evals run --gate evals/baseline.json $(ARGS)

bench: $(VENV)/installed  ## Measure start-up, answers and indexing
	$(BIN)/python scripts/bench.py $(ARGS)

load: $(VENV)/installed  ## Measure a running server under load (Linux)
	$(BIN)/python scripts/load.py $(ARGS)

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/pip install --quiet -c constraints.txt -e '.[test]'
	@touch $@

clean:
	rm -rf index .pytest_cache .mypy_cache .ruff_cache
