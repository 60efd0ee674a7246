# The words of the project. `make help` lists them.
SHELL := /bin/sh
PY ?= python3
BIN := .venv/bin
PORT ?= 8000
SIZE ?= ci
UV := $(BIN)/uv --no-config --quiet
export PORT

.DEFAULT_GOAL := help
.PHONY: help run setup test check check-full bench soak lock docs words format install install-test browser clean

help: ## List these words
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Install, load, index, build and serve the hub at http://localhost:8000 (PORT= chooses another)
	@exec $(BIN)/simpul serve --port $(PORT)

setup: install ## All of `make run` but serving
	@sh deploy/setup.sh

install: .venv/installed-runtime

.venv/bin/uv:
	@echo "[1/6] Python environment in .venv"
	@$(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { echo "Simpul needs Python 3.11 to 3.13; PY=python3.12 make run chooses one."; exit 1; }
	@$(PY) -m venv .venv || { echo "Install the venv module first: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/installed-runtime: .venv/bin/uv requirements/runtime.txt requirements/semantic.txt requirements/semantic-model.txt requirements/match.txt pyproject.toml
	@sh deploy/install.sh runtime

.venv/installed-test: .venv/installed-runtime requirements/test.txt
	@sh deploy/install.sh test

install-test: .venv/installed-test browser

browser:
	@sh deploy/browser.sh

test: install-test ## Run every test that fits in half an hour on two cores, as CI does
	@sh deploy/test.sh

check: install-test ## Format, lint, contracts, types, migrations, deploy check, translations, docs
	@sh deploy/check.sh

check-full: install-test ## All of `make test` and `make check`, and the long checks
	@sh deploy/check-full.sh

bench: install-test ## Print ratios against named baselines; SIZE=ci or full
	@$(BIN)/python -m tests.bench --size $(SIZE)

soak: install-test ## Hours of mixed use, looking for leaks and drift
	@$(BIN)/python -m tests.bench --soak

docs: install-test ## Write the reference pages from the code
	@$(BIN)/simpul reference

words: install-test ## Collect the words to translate into locale/
	@sh deploy/words.sh

format: install-test ## Put code and templates in the house format
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix . && git ls-files 'simpul/**.html' | xargs -r $(BIN)/djade --target-version 5.2

lock: .venv/bin/uv ## Choose newest allowed versions again and lock them with hashes
	@sh deploy/lock.sh

clean: ## Remove what `make` made, the data in var/ included
	@rm -rf .venv var build *.egg-info locale/*/LC_MESSAGES/django.mo
