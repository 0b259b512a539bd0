#!/bin/sh
# Everything that `make demo` and `make test` need, on a plain Debian machine. Idempotent: what is there is not done again.
set -eu
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
say() { printf '\033[1m[set-up]\033[0m %s\n' "$*"; }
fail() { printf '\033[1;31m[set-up]\033[0m %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# --- Debian packages -------------------------------------------------------------------------------------------------
packages="libatomic1 libegl1 libegl-mesa0 libgl1-mesa-dri libgles2 ca-certificates"
[ -n "${FANCHANT_CHROMIUM:-}" ] || packages="$packages chromium-headless-shell chromium-sandbox"
python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || packages="$packages python3 python3-venv"
node -e 'process.exit(+process.versions.node.split(".")[0] < 18)' 2>/dev/null || packages="$packages nodejs"
has npm || packages="$packages npm"
# Redis carries calls to warm hosts (`fanchant serve`). Debian's package redis-server is a link to a program of redis-tools
# and a service that starts by itself; only the program is wanted.
has redis-server || packages="$packages redis-tools"

missing=""
if has dpkg-query; then
  for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  if [ -n "$missing" ]; then
    [ "$(id -u)" = 0 ] || fail "Debian packages are missing and only root can add them. Run: sudo apt-get install --no-install-recommends$missing"
    say "Debian packages:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of words
    apt-get install -qq -y --no-install-recommends $missing >/dev/null
  fi
else
  say "not a Debian machine: it must already have$(printf ' %s' "$packages")"
fi

# --- Python ----------------------------------------------------------------------------------------------------------
if ! has uv; then
  if [ ! -x .tools/bin/uv ]; then
    say "uv $UV_VERSION"
    python3 -m venv .tools
    .tools/bin/pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
  fi
  PATH="$PWD/.tools/bin:$PATH"
fi
same() { [ -f "$2" ] && [ "$(cat "$2")" = "$1" ]; }
[ -x .venv/bin/python ] || { say "virtual environment"; uv venv --quiet --no-python-downloads --python '>=3.11' .venv; }
stamp=$(cat requirements.lock pyproject.toml | sha256sum | cut -d' ' -f1)
if ! same "$stamp" .venv/.fanchant-stamp; then
  say "Python packages"
  uv pip sync --quiet --python .venv --require-hashes requirements.lock
  uv pip install --quiet --python .venv --no-deps --editable .
  echo "$stamp" >.venv/.fanchant-stamp
fi

if ! has redis-server && has redis-check-rdb; then
  ln -sf "$(command -v redis-check-rdb)" .venv/bin/redis-server
fi

# --- Compositor ------------------------------------------------------------------------------------------------------
stamp=$(sha256sum <compositor/package-lock.json | cut -d' ' -f1)
if ! same "$stamp" compositor/node_modules/.fanchant-stamp; then
  say "npm packages"
  (cd compositor && npm ci --silent --no-audit --no-fund)
  echo "$stamp" >compositor/node_modules/.fanchant-stamp
fi
stamp=$(find compositor/src compositor/wasm compositor/build.mjs compositor/package-lock.json -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
if ! same "$stamp" compositor/dist/.fanchant-stamp; then
  say "compositor"
  (cd compositor && npm run --silent build)
  echo "$stamp" >compositor/dist/.fanchant-stamp
fi

# --- The local Prefect server's database -----------------------------------------------------------------------------
.venv/bin/fanchant server prepare
say "ready"
