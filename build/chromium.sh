#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests. Looks at $CHROMIUM and then in PATH; as root on a machine with
# apt-get it installs the distribution's package when there is none.
set -euo pipefail

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if command -v "$name"; then
      return
    fi
  done
  return 1
}

if [[ -n "${CHROMIUM:-}" ]]; then
  if ! command -v "$CHROMIUM"; then
    echo "CHROMIUM is '$CHROMIUM', which is no program. Set it to the path of a Chromium or unset it." >&2
    exit 1
  fi
  exit
fi

if find_chromium; then
  exit
fi

if [[ "$(id -u)" != 0 ]] || ! command -v apt-get > /dev/null; then
  echo "No Chromium found. Install one (on Debian: apt-get install chromium) or set CHROMIUM to its path." >&2
  exit 1
fi

# Only the path may reach the standard output.
export DEBIAN_FRONTEND=noninteractive
{ apt-get update && apt-get install -y --no-install-recommends chromium; } >&2
if ! find_chromium; then
  echo "The package 'chromium' is installed, but no Chromium is in PATH." >&2
  exit 1
fi
