# 芝罘区政务公开平台: run `make help`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MANAGE := .venv/bin/python manage.py

.PHONY: help demo test lint format bench lock

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: export DATA_DIR ?= $(CURDIR)/var
demo: export PORT ?= 8000
demo: export SITE_DOMAIN ?= localhost:$(PORT)
demo: ## install, load the demo content, start web and worker on PORT (8000); Ctrl-C stops all
	@.ci/bootstrap runtime
	@mkdir -p "$(DATA_DIR)"
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) create_demo
	@exec $(MANAGE) run_demo

test: ## the whole suite on SQLite, PostgreSQL + Redis and in Chromium; ARGS="-k word" narrows it
	@.ci/bootstrap dev
	@.ci/test $(ARGS)

lint: ## style, types, import directions, migrations, deployment checks
	@.ci/bootstrap dev
	@.ci/lint

format: ## bring Python and templates into form
	@.ci/bootstrap dev
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format --quiet .
	@git ls-files --cached --others --exclude-standard -z 'templates/*.html' | xargs -0 -r .venv/bin/djhtml --tabwidth 2

bench: ## benchmark figures as JSON lines
	@.ci/bootstrap dev
	@.venv/bin/python -m tests.bench

lock: ## compile requirements*.lock from pyproject.toml; ARGS=--upgrade takes the newest releases
	@.ci/bootstrap dev
	@.ci/lock $(ARGS)
