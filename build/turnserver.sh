#!/usr/bin/env bash
# Prints the path of coturn's server for the browser tests: $TURNSERVER, one in PATH, or one that it installs.
exec bash "$(dirname "${BASH_SOURCE[0]}")/locate.sh" TURNSERVER coturn turnserver
