#!/usr/bin/env bash
# Makes sure that the BitTorrent programs of the interop tests are there: aria2c and mktorrent. As root on a machine with
# apt-get it installs the distribution's packages of those that are not.
set -euo pipefail

missing=()
command -v aria2c > /dev/null || missing+=(aria2)
command -v mktorrent > /dev/null || missing+=(mktorrent)
if ((${#missing[@]} == 0)); then
  exit
fi

if [[ "$(id -u)" != 0 ]] || ! command -v apt-get > /dev/null; then
  echo "Missing: ${missing[*]}. Install them (on Debian: apt-get install ${missing[*]}), or leave out the interop tests:" \
    "-pl '!interop-tests'." >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends "${missing[@]}"
command -v aria2c
command -v mktorrent
