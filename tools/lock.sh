#!/bin/sh
# Writes the two lock files. They hold hashes but no index address, so they install from any mirror.
set -eu
cd "$(dirname "$0")/.."
lock() { uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet "$@"; }
lock --extra cpu --group dev -o requirements.lock
lock --extra gpu --override requirements-overrides-gpu.txt -o requirements-gpu.lock
