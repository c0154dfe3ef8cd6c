# make demo    set up, read the bundled dispatches, show what they say
# make test    set up, run the tests
# make lint    ruff and mypy
# make bench   measure everything: DATA is the folder with dev/, score/ and data/
# make floors  measure what benchmarks/floors.toml pins, and fail where a figure fell
# make docs    write the generated parts of docs/, and refresh the catalogues of the desk
# make soak    kill a process that fills a ledger 200 times, and look what is left (ten minutes)
# make ledger  fill a ledger with 100,000 made-up dispatches and time every view (an hour, 5 GB): STORE is where
#              FROM=FILE loads a store that was made so into STORE instead, as postgresql://… (minutes)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared
STORE ?= build/ledger.db
STAMP := $(VENV)/.ready

.PHONY: demo test lint bench floors docs soak ledger lock weights clean

demo: $(STAMP)
	@$(BIN)/verbale demo

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 tests

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m benchmarks $(DATA)

floors: $(STAMP)
	$(BIN)/python -m benchmarks $(DATA) --floors

docs: $(STAMP)
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/manual.py
	$(BIN)/python docs/words.py

soak: $(STAMP)
	$(BIN)/python -m benchmarks.ledger.kills --documents 500 --kills 200

ledger: $(STAMP)
	@mkdir -p build
	$(BIN)/python -m benchmarks.ledger $(STORE) $(if $(FROM),--from $(FROM))

# Everything that runs comes from the lock file, with hashes; the package itself is installed in place.
$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Verbale needs Python 3.11 or later"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# After a change of dependencies: needs pip-tools.
lock:
	$(PYTHON) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
	  --no-emit-find-links --no-header --extra dev --output-file requirements.lock pyproject.toml

# Rebuild the weights of both languages from a copy of the data (hours; needs nothing but this environment).
weights: $(STAMP)
	$(BIN)/python -m training.build --data $(DATA)/data --language it
	$(BIN)/python -m training.build --data $(DATA)/data --language en

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
