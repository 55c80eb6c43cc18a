# make site: everything from nothing to a built handbook.   make test: everything from nothing to tested.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help site serve test check lint lock bench clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 10

# The environment is made anew when a lock file changes. Every package is installed with its hash checked.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Handbok needs Python 3.11 or later; set PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.site: $(VENV)/.python requirements.lock pyproject.toml
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.site requirements-dev.lock
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

site: $(VENV)/.site ## Build every edition into site/
	$(BIN)/handbok build

serve: $(VENV)/.site ## Live preview that rebuilds when content/ changes
	$(BIN)/handbok serve

# Chromium for the tests that read pages as a reader does; without it they are skipped and say so.
$(VENV)/.browser: $(VENV)/.dev
	@command -v chromium || command -v google-chrome || { [ "$$(id -u)" = 0 ] && apt-get update -qq \
		&& DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
		|| echo "No Chromium here and none could be installed: the browser's tests are skipped"
	@touch $@

test: $(VENV)/.browser ## Run all tests
	$(BIN)/python -m pytest -n auto --dist worksteal --durations=30 $(COVERAGE)

# Measuring which branches are tried makes the tests half as long again, so it is left to whoever is about to hand in a change.
check: COVERAGE := --cov --cov-report=term:skip-covered
check: lint test ## What CI runs: lint, types, content, all tests and which branches they try

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/handbok check > /dev/null

bench: $(VENV)/.dev ## Measure against stock MkDocs + Material
	$(BIN)/python bench/mat.py --peers

# Tools that write the lock files; kept out of the environment that the locks describe.
lock: ## Renew both lock files from pyproject.toml
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip --disable-pip-version-check install --quiet pip-tools
	$(VENV)-lock/bin/pip-compile $(LOCKFLAGS) --extra bygg -o requirements.lock pyproject.toml
	$(VENV)-lock/bin/pip-compile $(LOCKFLAGS) --extra bygg --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

LOCKFLAGS := --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean: ## Remove what builds and tests leave behind
	rm -rf site site.* .handbok .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov
