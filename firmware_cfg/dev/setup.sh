#!/usr/bin/env bash
# Makes a plain Debian (bookworm, trixie) ready to run and test the product: Debian packages, then a
# virtual environment from the hashed lock. Safe to run again: it does only what is missing.
#   setup.sh [test]      "test" adds what only the tests need
set -eu
cd "$(dirname "$0")/../.."

say() { echo "setup: $1" >&2; exit 1; }

command -v apt-get >/dev/null && command -v dpkg-query >/dev/null \
    || say "this machine has no apt-get: Debian 12 (bookworm) or 13 (trixie) is needed"

need="python3-venv libgl1 libegl1 libmtdev1 mosquitto espeak-ng alsa-utils sox"
[ "${1:-}" = test ] && need="$need tesseract-ocr tesseract-ocr-vie xvfb xdotool chromium fonts-noto-core"

missing=""
for package in $need; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
if [ -n "$missing" ]; then
    sudo=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || say "need root or sudo to install:$missing"
        sudo="sudo"
    fi
    echo "setup: installing Debian packages:$missing"
    $sudo apt-get update -qq
    # shellcheck disable=SC2086  # a list of package names is meant
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || say "Python 3.11 or newer is needed, and python3 here is $(python3 --version)"

venv="${VENV:-.venv}"
stamp="$venv/.lock-$(sha256sum requirements.lock pyproject.toml | sha256sum | cut -c1-16)"
if [ ! -e "$stamp" ]; then
    echo "setup: installing Python packages into $venv"
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    "$venv/bin/pip" install -q --disable-pip-version-check --require-hashes --only-binary=:all: -r requirements.lock
    "$venv/bin/pip" install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    rm -f "$venv"/.lock-*
    : > "$stamp"
fi
