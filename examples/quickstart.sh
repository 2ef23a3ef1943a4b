#!/bin/sh
# From a fresh Debian 12 to a timeline and a picture: installs what is missing, builds, and reads one of the articles in
# examples/articles/. Another article: sh examples/quickstart.sh ARTICLE [YYYY-MM-DD]
set -eu
here=$(pwd)
cd "$(dirname "$0")/.."
. tests/packages.sh
install_missing $BUILD_PACKAGES fonts-dejavu-core

build=${BUILD:-build}
again=
[ ! -f "$build/build.ninja" ] || again=--reconfigure
meson setup $again "$build" --buildtype=release >"$build.log" 2>&1 || { cat "$build.log"; exit 1; }
rm -f "$build.log"
ninja -C "$build" --quiet programs

article=examples/articles/harbour-talks.txt
date=--date=2024-05-18
if [ $# -gt 0 ]; then
  case $1 in /*) article=$1 ;; *) article=$here/$1 ;; esac
  date=${2:+--date=$2}
fi
DATELINE_RENDER=${DATELINE_RENDER:-$PWD/$build/src/export/dateline-render}
export DATELINE_RENDER
dateline=$build/src/cli/dateline

"$dateline" timeline "$article" $date
"$dateline" timeline "$article" $date --quiet -o timeline.txt
"$dateline" graph "$article" $date --quiet -o story.svg
"$dateline" timeline "$article" $date --quiet -o story.json
"$dateline" report "$article" $date --quiet -o report.html
cat <<END

written:
  $PWD/timeline.txt   the timeline above
  $PWD/story.svg      the relationship graph: open it in a browser
  $PWD/story.json     every fact, with the sentences that state it
  $PWD/report.html    all of it on one page that works offline: open it in a browser
the program: $PWD/$dateline
  $dateline help
END
