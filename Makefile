# Callboard. `make run` is all that a new machine needs.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Where the relay keeps its data, and the port it answers on.
DATA ?= data
PORT ?= 8080
export DATA PORT

.PHONY: help run dev build check test e2e bench clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## /{printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## Install what is missing, build, and serve Callboard (PORT=8080 DATA=data)
	@scripts/serve

dev: ## Rebuild on every save and serve the debug build (PORT=8080 DATA=data)
	@scripts/tools build
	@scripts/dev

build: ## Build the release app into dist/ and the relay
	@scripts/tools build
	@scripts/build-app
	@scripts/build-relay

check: ## Formatting, lints for the machine and for the browser, licences
	@scripts/tools check
	@scripts/check

test: ## Everything: check, unit tests, release build, browser tests
	@scripts/test

e2e: ## Only the browser tests, against the release build (ARGS="--project phone")
	@scripts/tools test
	@scripts/build-app
	@scripts/build-relay
	@scripts/e2e $(ARGS)

bench: ## The budget table; fails where a budget is exceeded (ARGS="open board")
	@scripts/bench $(ARGS)

clean: ## Remove what was built here (keeps data/ and the tools)
	@scripts/clean
