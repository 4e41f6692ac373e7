# Sourced first by every finding: a temp folder, pinned packages in it, and a verdict at the end.
set -euo pipefail
support=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
changed=0
export DEBS=$work/debs
trap finish EXIT
cd "$work"

finish() {
  local code=$?
  # shellcheck disable=SC2046
  kill $(jobs -p) 2> /dev/null || true
  cd /
  rm -rf "$work"
  [ "$code" = 0 ] || echo "The script itself failed, so nothing is said of the behavior."
  [ "$changed" = 0 ] || code=1
  exit "$code"
}

npm_packages() {
  npm init --yes > /dev/null
  npm install --silent --no-audit --no-fund --ignore-scripts "$@" > /dev/null
  echo "version: $*, Node $(node --version)"
}

pypi_packages() {
  python3 -m venv python
  python/bin/pip install --quiet --disable-pip-version-check "$@"
  echo "version: $*, Python $(python/bin/python -c 'import platform; print(platform.python_version())')"
}

# found WHAT EXPECTED ACTUAL: says what was seen, and that it has changed if it is not what was found once.
found() {
  echo "$1: ${3:-(nothing)}"
  [ "$2" = "$3" ] && return
  changed=1
  echo "  CHANGED: it was ${2:-(nothing)}"
}

declare -A told

# bounce SERVER RECIPIENT [NOTIFY]: keeps in SERVER.txt the bounce that this mail server writes (support/bounce.sh).
bounce() {
  local version
  version=$(bash "$support/bounce.sh" "$@" 2>&1 > "$1.txt")
  [ -n "${told[$1]-}" ] || echo "$version"
  told[$1]=yes
}

# field NAME FILE: the first field of that name, as in a bounce.
field() {
  sed -n "s/^$1: //Ip" "$2" | head -1
}
