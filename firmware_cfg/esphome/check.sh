#!/bin/sh
# Lets ESPHome itself judge the configurations: they are valid, and C++ is made of them. Compiling needs the chip's
# tools, which `esphome run` fetches on the installer's machine.  Usage: check.sh ESPHOME-VENV FOLDER
set -eu
venv=$1 folder=$2
here=$(cd "$(dirname "$0")" && pwd)
[ -x "$venv/bin/esphome" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet "esphome==2026.6.5"; }
mkdir -p "$folder"
cp "$here"/*.yaml "$folder"
cp "$here/secrets.example.yaml" "$folder/secrets.yaml"
for each in button keypad; do
    "$venv/bin/esphome" compile --only-generate "$folder/$each.yaml"
done
