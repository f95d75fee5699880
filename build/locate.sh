#!/usr/bin/env bash
# Prints the path of a program that tests need. Usage: locate.sh <variable> <package> <name>…
# Looks at the variable and then, for each name, in PATH; as root on a machine with apt-get it installs the
# distribution's package when there is none.
set -euo pipefail

readonly variable=$1 package=$2
shift 2

find_program() {
  local name
  for name in "$@"; do
    if command -v "$name"; then
      return
    fi
  done
  return 1
}

if [[ -n "${!variable:-}" ]]; then
  if ! command -v "${!variable}"; then
    echo "$variable is '${!variable}', which is no program. Set it to the path of $package or unset it." >&2
    exit 1
  fi
  exit
fi

if find_program "$@"; then
  exit
fi

if [[ "$(id -u)" != 0 ]] || ! command -v apt-get > /dev/null; then
  echo "No $1 found. Install one (on Debian: apt-get install $package) or set $variable to its path." >&2
  exit 1
fi

# Only the path may reach the standard output.
export DEBIAN_FRONTEND=noninteractive
{ apt-get update && apt-get install -y --no-install-recommends "$package"; } >&2
if ! find_program "$@"; then
  echo "The package '$package' is installed, but no $1 is in PATH." >&2
  exit 1
fi
