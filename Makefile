# Banyan: `make` lists what there is. Needs Python 3.11 or later and make; everything else is fetched into .venv.
# Each step leaves a mark in .venv and is done again only when what it depends on has changed.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
PO     := $(wildcard src/banyan/locale/*/LC_MESSAGES/*.po)
MO     := $(PO:.po=.mo)
LOCK   := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench compare docs messages lock clean

help:  ## List what there is
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: $(VENV)/ready-dev $(MO)  ## Everything for working on Banyan, into .venv

run: $(VENV)/ready-run $(MO)  ## Set up, load sample data, serve; PORT=8000 is the default
	@$(BIN)/banyan migrate
	@$(BIN)/banyan demo load --show
	@exec $(BIN)/banyan serve --port $(PORT)

# "load" hands tests out in their order, so that in each process those with a browser, whose event loop stays, come last.
test: setup  ## All tests; ARGS="tests/engine -k name" for some
	@$(BIN)/pytest -q -n logical --dist load $(ARGS)

check: setup  ## Format, lint, types, the ladder, migrations, safe settings, reference pages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/banyan manage makemigrations --check --dry-run
	$(BIN)/python -m banyan.project.reference --check
	$(BIN)/pytest -q tests/contracts tests/project/test_settings_are_safe.py

bench: setup  ## Measure how good the matching is: make bench DATA="folder …"
	@test -n "$(DATA)" || { echo 'Name the folders with real pairs (benchmarks/README.md says what is in them): make bench DATA="pairs/a pairs/b"'; exit 2; }
	@$(BIN)/python -m benchmarks.run $(DATA)

compare: $(VENV)/ready-bench  ## Beside bm25s, LanceDB and PostgreSQL at 100,000 listings: make compare DATA=folder
	@test -n "$(DATA)" || { echo 'Name the folder that holds need-solution/ and listings/ (benchmarks/README.md says what is in them): make compare DATA=data'; exit 2; }
	@$(VENV)/bench/bin/python -m benchmarks.compare $(DATA) $(ARGS)

docs: setup  ## Write the generated reference pages again
	$(BIN)/python -m banyan.project.reference

messages: setup  ## Gather strings for translators (needs gettext)
	@cd src/banyan && ../../$(BIN)/python -m django makemessages -l fr -l es -l ar -l zh_Hans -l ru --no-location --no-obsolete --verbosity 0

lock: setup  ## Choose newer versions of what we depend on
	$(LOCK) --upgrade pyproject.toml -o requirements/run.lock
	$(LOCK) --upgrade --extra dev pyproject.toml -o requirements/dev.lock
	$(LOCK) --upgrade --extra bench pyproject.toml -o requirements/bench.lock

clean:  ## Remove .venv and caches; var/, with all data, stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is missing. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Banyan needs Python 3.11 or later; $(PYTHON) is older. Name another: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready-run: requirements/run.lock pyproject.toml $(VENV)/made
	@echo "Fetching what Banyan needs (about 310 MB, once) …"
	@$(PIP) install --require-hashes -r requirements/run.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/ready-dev: requirements/dev.lock pyproject.toml $(VENV)/made
	@echo "Fetching what Banyan and its tests need (about 420 MB, once) …"
	@$(PIP) install --require-hashes -r requirements/dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/ready-run

# Its own environment: what is compared with, and what trains, must not change what Banyan and its tests run with.
$(VENV)/ready-bench: requirements/bench.lock pyproject.toml $(VENV)/made
	@echo "Fetching what the comparison needs into $(VENV)/bench (about 600 MB, once) …"
	@$(PYTHON) -m venv $(VENV)/bench
	@$(VENV)/bench/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/bench.lock
	@$(VENV)/bench/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation -e .
	@touch $@

# Catalogues by babel, so that no gettext has to be installed.
%.mo: %.po $(VENV)/ready-run
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@ --locale=$(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))
