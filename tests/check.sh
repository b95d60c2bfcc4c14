#!/usr/bin/env bash
# Everything that CI checks, cheapest first, for people and for CI alike.
#
#   tests/check.sh                 style types floors unit docs wheel
#   tests/check.sh STAGE...        those stages only; also: slow bench mutants
#
# Uses .venv beside pyproject.toml if it holds the tools, else what is on the path.
# TEST_WORKERS sets the number of parallel test processes (default: at most 4).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PYTHONHASHSEED=0 MPLBACKEND=Agg
if .venv/bin/python -c 'import pytest' 2> /dev/null; then
  export PATH="$PWD/.venv/bin:$PATH"
fi
workers=(-n "${TEST_WORKERS:-auto}" --maxprocesses 4)

style()   { ruff format --check . && ruff check . ; }
types()   { mypy ; }
floors()  { lint-imports ; }
unit()    { python -m pytest -q "${workers[@]}" --cov ; }
docs()    { python -m pytest -q --doctest-glob='*.md' README.md docs ; }
slow()    { python -m pytest -q "${workers[@]}" -m slow ; }
mutants() { python tests/mutants.py ; }

# The usual options switch timing off, so they are replaced here.
bench() {
  python -m pytest -q -o addopts='--import-mode=importlib' --benchmark-only tests/bench
}

wheel() {
  local out
  out=$(mktemp -d)
  python -m build --wheel --no-isolation --outdir "$out" . > "$out/log" \
    || { cat "$out/log"; return 1; }
  python -m zipfile -l "$out"/*.whl > "$out/list"
  local wanted
  for wanted in twin/py.typed twin/defaults/{buildings,scenarios,weather,packs,standard140}/; do
    grep -q "$wanted" "$out/list" || { echo "the wheel lacks $wanted"; return 1; }
  done
  rm -r "$out"
}

stages=("$@")
[ ${#stages[@]} -gt 0 ] || stages=(style types floors unit docs wheel)
for stage in "${stages[@]}"; do
  case "$stage" in
    style | types | floors | unit | docs | wheel | slow | bench | mutants) ;;
    *) echo "no stage '$stage': style types floors unit docs wheel slow bench mutants" >&2
       exit 2 ;;
  esac
done
for stage in "${stages[@]}"; do
  echo "== $stage"
  "$stage"
done
