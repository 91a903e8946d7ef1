# The few words that people type. PYTHON names another environment's: make test PYTHON=python3
PYTHON ?= .venv/bin/python

.PHONY: test quick lint docs pages site bench

test: ; $(PYTHON) -m pytest -n auto
quick: ; $(PYTHON) -m pytest -n auto -m quick
lint: ; $(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check . && $(PYTHON) -m mypy
docs: ; $(PYTHON) -m pytest tests/test_docs.py tests/layers/test_catalogue.py tests/cli/test_manual.py tests/test_rooms.py --rewrite
pages: ; $(PYTHON) -m pytest tests/page/test_examples.py --rewrite
site: ; $(PYTHON) -m mkdocs build --strict --quiet && echo build/site/index.html
bench: ; $(PYTHON) benchmarks/run.py
