# Needs Python 3.11 or newer, pip and make. `make help` lists what there is.
#
#   make run                            the sample county, at http://127.0.0.1:8050
#   make run HOST=0.0.0.0 PORT=8060     another address
#   make run PYTHON=python3.12          another Python
#   make run UV=                        with pip alone, slower
#   make test PYTEST_ARGS=tests/stats   some of the tests; WORKERS=0 runs them in one process

HOST ?= 127.0.0.1
PORT ?= 8050
PYTHON ?= python3
PYTEST_ARGS ?=
WORKERS ?= auto
MUTANTS ?=

VENV := .venv
PY := $(VENV)/bin/python
CQI := $(VENV)/bin/cqi
UV = $(VENV)/bin/uv
OWN_UV = $(filter $(VENV)/bin/uv,$(UV))

DATABASE := .data/cqi
BUILT := $(DATABASE)/data.sqlite
COUNTY := sample_data/county
AS_OF := 2026-10-31

# uv must use the Python it is given, not fetch one.
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The pip of the outer Python fills .venv, which spares making another; where it cannot, .venv gets its own.
PIP = $$($(PYTHON) -m pip --python $(PY) --version >/dev/null 2>&1 && echo "$(PYTHON) -m pip --python $(PY)" \
	|| { $(PY) -m ensurepip >/dev/null && echo "$(PY) -m pip"; })

# uv leaves exactly the locked packages in .venv; pip, which can only add, stands in where uv cannot reach
# an index (it does not read pip's settings for a mirror).
BY_PIP = pip=$(PIP); $$pip install --quiet --require-hashes -r
BY_UV = $(UV) pip sync --quiet --python $(PY) --require-hashes --compile-bytecode
ifeq ($(strip $(UV)),)
INSTALL = $(BY_PIP) $(1)
else
INSTALL = $(BY_UV) $(1) || { echo "uv could not; trying pip ..."; $(BY_PIP) $(1); }
endif
INSTALL_SELF = pip=$(PIP); $$pip install --quiet --no-deps --no-build-isolation --editable .

# Locks hold hashes and no address, so they serve whichever index or mirror a county uses.
COMPILE = $(UV) pip compile --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
	--no-emit-index-url --no-emit-find-links --no-header --annotation-style line

RUN_READY := $(VENV)/run-ready
DEV_READY := $(VENV)/dev-ready
SOURCES := $(shell find pipelines $(COUNTY) -type f ! -name '*.pyc' 2>/dev/null)

# When the Python under .venv has gone, so has what was installed for it.
$(shell test -e $(PY) || rm -f $(RUN_READY) $(DEV_READY))

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
# A build that fails leaves the store of before.
.PRECIOUS: $(BUILT)
.PHONY: help run messages test golden truths nulls truth mutants lint bench screenshots sample lock clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: $(BUILT) ## set up, build the sample county, and serve it
	@echo "Serving the sample county at http://$(HOST):$(PORT) (stop with Ctrl-C)"
	@exec $(CQI) serve --host $(HOST) --port $(PORT) --database $(DATABASE)

test: $(DEV_READY) ## set up, and run every test
	$(PY) -m pytest -n $(WORKERS) --maxprocesses 4 $(PYTEST_ARGS)

golden: $(DEV_READY) ## every question of the golden file, asked again (7 minutes)
	$(PY) -m tests.golden.questions check

truths: $(DEV_READY) ## the truths planted in the sample county, looked for in twenty seeds (2 minutes)
	CQI_TEST_SEEDS=20 $(PY) -m pytest -q tests/test_planted.py

nulls: $(DEV_READY) ## signals in twenty counties in which nothing happened, counted (5 minutes)
	$(PY) -m tests.null_counties

truth: $(DEV_READY) ## every page as every role, over all sources, places and periods, read by a machine (half an hour)
	$(PY) -m tests.truth.walk all

mutants: $(DEV_READY) ## faults put into the code one by one: does a test see each? (long)
	$(PY) -m tests.mutants $(MUTANTS)

messages: $(DEV_READY) ## every sentence, gathered for translators (pipelines/words/locale/messages.pot)
	$(PY) -m tests.words.catalogue gather

lint: $(DEV_READY) ## ruff: rules and format; mypy: types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

bench: $(DEV_READY) ## the measurements in benchmarks/
	@for each in $(notdir $(basename $(filter-out %/__init__.py,$(wildcard benchmarks/*.py)))); do \
	  echo "== $$each"; $(PY) -m benchmarks.$$each || exit 1; done

screenshots: $(DEV_READY) $(BUILT) ## docs/director.png, with Chromium
	$(PY) -m docs.screenshots

sample: $(RUN_READY) ## make the sample county anew from its seed
	$(PY) -m sample_data.generate

lock: $(DEV_READY) ## renew the three locks; the one target that wants newer packages
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) requirements.in requirements-dev.in -c requirements.lock -o requirements-dev.lock
	echo uv | $(COMPILE) - -o requirements-uv.lock

clean: ## remove .venv, the built sample and what tools left behind
	rm -rf $(VENV) .data .pytest_cache .ruff_cache .mypy_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed, and $(PYTHON) is: $$($(PYTHON) --version 2>&1 || true)."; \
	  echo "Name another one, as in: make run PYTHON=python3.12"; exit 1; } >&2
	@echo "Making $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/bin/uv: requirements-uv.lock | $(PY)
	@pip=$(PIP); $$pip install --quiet --require-hashes -r requirements-uv.lock
	@touch $@

$(RUN_READY): requirements.lock pyproject.toml | $(PY) $(OWN_UV)
	@echo "Installing what the dashboard needs ..."
	@rm -f $(DEV_READY)
	@$(call INSTALL,requirements.lock)
	@$(INSTALL_SELF)
	@touch $@

$(DEV_READY): requirements-dev.lock requirements.lock pyproject.toml | $(PY) $(OWN_UV)
	@echo "Installing what the dashboard and its tests need ..."
	@$(call INSTALL,requirements-dev.lock)
	@$(INSTALL_SELF)
	@touch $(RUN_READY) $@

$(BUILT): $(SOURCES) | $(RUN_READY)
	$(CQI) build $(COUNTY) --profile $(COUNTY)/county.toml --database $(DATABASE) --as-of $(AS_OF)
	@touch $@
