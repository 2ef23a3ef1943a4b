# Debian packages, and a function that installs those that are missing. Read by tests/run.sh and examples/quickstart.sh.
BUILD_PACKAGES="gcc libc6-dev meson ninja-build pkg-config python3 libglib2.0-dev libxml2-dev libjson-glib-dev libgraphviz-dev libsqlite3-dev zlib1g-dev"
# Without these dateline is built, but cannot read everything that it could.
OPTIONAL_PACKAGES="libpoppler-glib-dev libbrotli-dev"
TEST_PACKAGES="$OPTIONAL_PACKAGES python3-jsonschema python3-networkx python3-rdflib python3-icalendar python3-yaml raptor2-utils libxml2-utils graphviz procps"

install_missing() {
  missing=
  for package; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null; then
    as_root=sudo
  else
    echo "these packages are missing; install them as root: apt-get install$missing" >&2
    exit 1
  fi
  echo "installing$missing" >&2
  $as_root apt-get update -qq >&2
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
}
