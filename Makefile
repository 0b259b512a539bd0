# Every target does its own set-up (tools/setup.sh, idempotent). Start with `make demo` or `make test`.
SHELL := /bin/sh
PYTHON := .venv/bin/python
OUT ?= out/demo
NAME ?=

.PHONY: help setup demo test check format schema template chaos images lock clean

help: ## what there is to do
	@grep -hE '^[a-z%-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: ## install everything on a plain Debian machine
	@tools/setup.sh

demo: setup ## make the demo video from a selfie, a sung line and a name
	@.venv/bin/fanchant demo --out $(OUT) $(if $(NAME),--name "$(NAME)")

test: setup ## all tests; the Python ones in two processes, file by file, the TypeScript ones beside them
	@cd compositor && npm run --silent test >dist/test.log 2>&1 & typescript=$$!; \
	$(PYTHON) -m pytest --numprocesses 2 --dist loadfile; python=$$?; \
	wait $$typescript; typescript=$$?; cat compositor/dist/test.log; exit $$((python + typescript))

check: setup ## format, lint, types, layers, contract schema
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	cd compositor && npm run --silent check
	$(PYTHON) -m renderer.schema --check

format: setup ## format and mend what can be mended
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	cd compositor && npm run --silent format

schema: setup ## write the contract's JSON Schema and TypeScript types
	$(PYTHON) -m renderer.schema

template: setup ## rebuild the demo template's bundle
	.venv/bin/fanchant template build demo

bench-%: setup ## run a benchmark, e.g. bench-demo; its last line is one JSON object
	@$(PYTHON) -m benchmarks.$(subst -,_,$*)

chaos: setup ## 200 submissions while hosts, servers and stores fail; its last line is one JSON object
	@$(PYTHON) -m benchmarks.chaos

images: ## build the images on a plain Debian root, without Docker; needs root
	docker/check_install.sh gpu

lock: ## write the lock files anew
	tools/lock.sh

clean: ## remove what the set-up made
	rm -rf .venv .tools compositor/node_modules compositor/dist out
