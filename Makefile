# make run    open the reader on the sample articles
# make demo   open it on an invented corpus with a file of each format
# make test   all tests          make quick   all but the slow ones, with fewer examples
# make test-spark  those of the partitioned index and of clusters; says what is missing for them
# make check  format, lint, types, layers
# make docs   the pages that are made from the source
# Each makes the virtual environment once; after that the network is not needed.

VENV ?= .venv
PYTHON ?= python3
# Without semantic, the meaning layer, what is matched is matched by words and its tests are skipped.
EXTRAS ?= dev,semantic
# Many tests wait for a terminal, not for the processor: two processes more than there are processors.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 2)
# The quick tests compute: a process more than there are processors, as each one imports all of them.
QUICK_WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# Tests are compiled once, and not again in each process of each run.
unexport PYTHONDONTWRITEBYTECODE
BIN = $(VENV)/bin
READY = $(VENV)/.ready-$(EXTRAS)

.PHONY: run demo test quick test-spark check docs clean

run: $(READY)
	@$(BIN)/variorum seeds

demo: $(READY)
	@PYTHONPATH=. $(BIN)/python benchmarks/formats/demo_corpus.py

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

quick: $(READY)
	$(BIN)/python -m pytest -n $(QUICK_WORKERS) --dist worksteal -m "not slow" --hypothesis-profile=quick

test-spark:
	@test -x $(BIN)/python || { echo "there is no $(VENV): make $(READY)"; exit 1; }
	@for module in pytest pandas pyarrow pyspark; do \
	  $(BIN)/python -c "import importlib.util as u; exit(not u.find_spec('$$module'))" || \
	  { echo "$$module is missing: $(BIN)/pip install -e '.[dev,spark]'"; exit 1; }; done
	@java -version 2>&1 | grep -Eq 'version "(1[7-9]|[2-9][0-9])' || { echo "install Java 17 or newer"; exit 1; }
	VARIORUM_TEST_SPARK=1 $(BIN)/python -m pytest tests/cluster

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(READY)
	$(BIN)/python -c 'from tui.commands import page; print(page(), end="")' > docs/keys.md
	$(BIN)/python docs/map.py
	$(BIN)/python docs/picture.py

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	$(BIN)/python -m compileall -q tui
	@touch $(READY)

clean:
	rm -rf $(VENV)
