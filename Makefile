# A fresh Debian or Ubuntu with Python 3.11 or newer, its venv package and make is all that is assumed.
PYTHON ?= python3
BIN := .venv/bin
RUN := .venv/.installed-run
DEV := .venv/.installed-dev
STATIC := .venv/.built-static
CLINIC := src/multifidus/clinic

.NOTPARALLEL:
.PHONY: run examples test static messages pages peers check format slow clean

run: $(RUN) $(STATIC)  ## set up and run the web app on this machine, with an example clinic in var/
	exec env MULTIFIDUS_EXAMPLE=1 MULTIFIDUS_DATA=$(CURDIR)/var $(BIN)/multifidus serve

examples: $(RUN)  ## set up and assess the bundled examples in the terminal
	$(BIN)/multifidus assess examples/*

test: check $(STATIC)  ## everything that CI runs
	$(BIN)/pytest -n 2 -m "not slow"

check: $(DEV)  ## format, lint, types and import contracts
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/multifidus evidence check

static: $(RUN) $(STATIC)  ## fonts, icons and htmx from npm, and the compiled translations

messages: $(DEV)  ## gather what the pages say into the catalogues that translators fill in
	$(BIN)/python -m multifidus.clinic.design.building.messages

pages: $(DEV) $(STATIC)  ## the pictures of every page in docs/pages/, drawn anew
	$(BIN)/python docs/pages/draw.py

peers: $(DEV)  ## the readers that ours is measured against, in an environment of their own; their test skips without it
	$(BIN)/python benchmarks/environment.py

slow: $(DEV)  ## what takes longer than anybody waits for a change
	$(BIN)/pytest -n 2 -m slow

format: $(DEV)
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

$(RUN): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(DEV): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# Node comes from the PATH, or else from PyPI, into .venv alone.
$(STATIC): package-lock.json requirements-node.lock $(wildcard $(CLINIC)/locale/*/LC_MESSAGES/*.po) $(CLINIC)/design/icons.py \
    $(wildcard $(CLINIC)/design/building/*.py)
	command -v npm > /dev/null || \
	    $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock
	$(BIN)/python -m multifidus.clinic.design.building
	touch $@

clean:
	rm -rf .venv node_modules $(CLINIC)/design/static/design/built $(CLINIC)/locale/*/LC_MESSAGES/*.mo \
	    src/multifidus/knowledge/compiled src/multifidus/causes/compiled \
	    src/multifidus/findings/notes/wording/compiled
