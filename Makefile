# Everything a person or a nightly job calls. Each target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The releases the tests were run with last; `make test PINS=` takes the newest instead.
PINS ?= --constraint tests/pins.txt

.PHONY: help demo test test-random test-deep test-peers test-engines test-lowest test-package test-site test-browser site pictures notebooks lint fix data docs bench bench-peers bench-large pins build clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(BIN)/.installed: pyproject.toml tests/pins.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PINS) --editable '.[pandas,excel]'
	@touch $@

$(BIN)/.test-installed: $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PINS) --editable '.[test,lint]'
	@touch $@

$(BIN)/.site-installed: $(BIN)/.test-installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PINS) --editable '.[site]'
	@touch $@

# axe-core, of one release: a newer one may find more
$(BIN)/.browser-installed: $(BIN)/.site-installed
	@command -v npm > /dev/null || { echo 'no npm here, which fetches axe-core: apt-get install npm' >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PINS) --editable '.[browser]'
	npm install --no-save --no-audit --no-fund --ignore-scripts --prefix .cache/npm axe-core@4.14.1
	@touch $@

demo: $(BIN)/.installed ## reads the five seed charters, explains a due date, assesses cases, writes out/report.html
	$(BIN)/python docs/demo.py

test: $(BIN)/.test-installed lint ## the whole test suite, after the lint step
	$(BIN)/python -m pytest -n auto

test-random: $(BIN)/.test-installed ## the property tests on cases that no run has drawn before
	CHARTERCLOCK_DRAWS=random $(BIN)/python -m pytest -n auto -m "hypothesis and not engines and not site and not browser"

test-deep: $(BIN)/.test-installed ## 100,000 cases of engine, columns and reference; the faults and laws on more calendars
	CHARTERCLOCK_DEEP=1 $(BIN)/python -m pytest -n auto tests/oracle

test-peers: ## the oracle on other packages, newest releases, in an environment of their own
	$(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[peers]'
	# bizdays asks for pandas below 3, which its calendars do not use
	$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps 'bizdays>=1.0.19'
	$(VENV)-peers/bin/python -m tests.oracle.peers

test-engines: ## Spark, Dask and Ray, in an environment of their own; needs Java 17
	$(PYTHON) -m venv $(VENV)-engines
	$(VENV)-engines/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test,spark]' 'dask[dataframe]' 'ray[data]'
	$(VENV)-engines/bin/python -m pytest -m engines tests/engines

test-package: $(BIN)/.test-installed ## sdist and wheel, and the wheel in clean environments, alone and with each extra
	$(BIN)/python -m pip install --quiet --disable-pip-version-check build
	$(BIN)/python -m tests.wheel

test-lowest: ## the test suite with the lowest versions that pyproject.toml allows of what we import ourselves
	$(PYTHON) -m venv $(VENV)-lowest
	$(VENV)-lowest/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(VENV)-lowest/bin/uv pip install --quiet --python $(VENV)-lowest/bin/python --resolution lowest-direct --editable '.[test]'
	$(VENV)-lowest/bin/python -m pytest -n auto

test-site: $(BIN)/.site-installed ## the docs site, its notebooks and its web apps
	$(BIN)/python -m pytest -m site tests/site

test-browser: $(BIN)/.browser-installed ## pages in Chromium, with axe-core by npm; pictures of them in out/browser
	$(BIN)/python -m pytest -m browser tests/browser

lint: $(BIN)/.test-installed ## ruff, mypy --strict, import directions
	$(BIN)/ruff check src tests docs
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(BIN)/.test-installed ## mends what ruff can mend
	$(BIN)/ruff check --fix src tests docs

data: $(BIN)/.installed ## writes the compact copies of the calendar data after an edit
	$(BIN)/python -m charterclock.calendars.data

docs: $(BIN)/.installed ## writes docs/days-off.html, the table of all days off, after an edit of the data
	$(BIN)/python docs/days_off.py

site: $(BIN)/.site-installed ## the docs site in out/site; a warning is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

pictures: $(BIN)/.test-installed ## draws the pictures of docs/reckoning.md anew, and writes what they say into the pages
	$(BIN)/python docs/pictures.py

notebooks: $(BIN)/.site-installed ## runs the notebooks anew and writes what they print into them
	$(BIN)/python docs/notebooks/execute.py

bench: $(BIN)/.test-installed ## our own operations and the peers', as ratios in one run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m pytest tests/benchmarks --benchmark-only

bench-peers: ## the same work by other packages; writes docs/performance.md
	$(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[peers,arrow]' duckdb matplotlib
	$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps 'bizdays>=1.0.19'
	POLARS_MAX_THREADS=1 $(VENV)-peers/bin/python -m tests.benchmarks.against

bench-large: ## a hundred million cases, and events of logs, by engine within 2 GiB; writes docs/engines.md
	$(PYTHON) -m venv $(VENV)-engines
	$(VENV)-engines/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test,spark]'
	$(VENV)-engines/bin/python -m tests.benchmarks.large

pins: ## the newest releases into tests/pins.txt
	$(PYTHON) -m venv $(VENV)-pins
	$(VENV)-pins/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test,lint,site,browser,bench]'
	sed -i '/^[^#]/d' tests/pins.txt
	$(VENV)-pins/bin/python -m pip freeze --exclude-editable >> tests/pins.txt
	rm -rf $(VENV)-pins

build: $(BIN)/.test-installed ## sdist and wheel in dist/
	$(BIN)/python -m pip install --quiet build
	$(BIN)/python -m build

clean: ## removes everything that is made
	rm -rf .cache $(VENV) $(VENV)-peers $(VENV)-engines $(VENV)-lowest out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
