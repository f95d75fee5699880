#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests: $CHROMIUM, one in PATH, or one that it installs.
exec bash "$(dirname "${BASH_SOURCE[0]}")/locate.sh" CHROMIUM chromium chromium chromium-browser google-chrome
