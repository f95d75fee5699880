#!/usr/bin/env bash
# Prints the path of a Firefox for the interop tests: $FIREFOX, one in PATH, or one that it installs.
exec bash "$(dirname "${BASH_SOURCE[0]}")/locate.sh" FIREFOX firefox-esr firefox-esr firefox
