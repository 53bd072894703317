#!/bin/sh
# Installs what is missing, builds everything in Release and runs every test.
#   sh packaging/test.sh [ctest options, such as -L unit]
set -eu
. "$(dirname -- "$0")/setup.sh"

install_packages
build_targets
ctest --test-dir "$build" --output-on-failure --no-tests=error -j "$(nproc)" "$@"
