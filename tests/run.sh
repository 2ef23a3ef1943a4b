#!/bin/sh
# Installs what is missing (Debian 12), builds with AddressSanitizer and UndefinedBehaviorSanitizer, runs every suite.
# The last line is "N passed, N failed".
#
# usage: sh tests/run.sh [SUITE...]     all suites, or some: unit cli golden check quality fuzz
# BUILD=folder (build-tests) says where to build.
set -eu
cd "$(dirname "$0")/.."
. tests/packages.sh
install_missing $BUILD_PACKAGES $TEST_PACKAGES

build=${BUILD:-build-tests}
export PATH="/usr/bin:$PATH" # Debian's Python, which has the packages above
export ASAN_OPTIONS="detect_leaks=1:abort_on_error=0:${ASAN_OPTIONS:-}"
export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"
export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1"
# Reconfigured each time: tables and tests are found by name.
again=
[ ! -f "$build/build.ninja" ] || again=--reconfigure
meson setup $again "$build" -Doptimization=1 -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false >"$build.log" 2>&1 ||
  { cat "$build.log"; exit 1; }
rm -f "$build.log"
ninja -C "$build" --quiet

suites=
for suite; do suites="$suites --suite $suite"; done
status=0
rm -f "$build/meson-logs/testlog.json"
meson test -C "$build" --no-rebuild --timeout-multiplier 3 --print-errorlogs $suites || status=$?
python3 tests/count.py "$build/meson-logs/testlog.json" || status=1
exit $status
