# make serve   the product, from nothing
# make test    every test
# make lint    form, types, and the walls between the folders
# make reference   the pages docs/reference.md and docs/reference.de.md, out of the grammar and the signals

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: serve test lint format reference clean

serve: .venv/installed
	@$(BIN)/guidepost serve $(ARGS)

test: .venv/installed-dev
	$(BIN)/pytest $(ARGS)

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

reference: .venv/installed
	$(BIN)/guidepost policy reference --lang en > docs/reference.md.new && mv docs/reference.md.new docs/reference.md
	$(BIN)/guidepost policy reference --lang de > docs/reference.de.md.new && mv docs/reference.de.md.new docs/reference.de.md

clean:
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Guidepost needs Python 3.11 or newer; $(PYTHON) is older. Name another one: make PYTHON=python3.12 serve"; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ echo "No virtual environment could be made. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing Guidepost and what it needs into .venv (about 2 GB, once) …"
	@$(PIP) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@echo "Installing what tests and checks need into .venv …"
	@$(PIP) --editable ".[test,lint,train,editor,import]"
	@touch $@
