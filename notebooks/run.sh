#!/bin/sh
# Execute the notebooks on the embedded sample, in an environment made from requirements.txt.
#
#   notebooks/run.sh [DIR]     with DIR, the executed notebooks are kept there
#
#   ZHIBIAO_OUT      a dataset to run on instead of the sample
#   NOTEBOOK_FIGURES a directory for the charts as PNG and SVG (needs a font with Chinese characters)
#   PYTHON           the Python to make the environment with (3.11 or later)
set -eu

keep=${1:-}
if [ -n "$keep" ]; then mkdir -p "$keep"; keep=$(cd "$keep" && pwd); fi
if [ -n "${NOTEBOOK_FIGURES:-}" ]; then
	mkdir -p "$NOTEBOOK_FIGURES"
	NOTEBOOK_FIGURES=$(cd "$NOTEBOOK_FIGURES" && pwd)
	export NOTEBOOK_FIGURES
fi
here=$(cd "$(dirname "$0")" && pwd)

python=${PYTHON:-python3}
if ! "$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
	echo "notebooks: $python is not a Python 3.11 or later with venv; install one or set PYTHON" >&2
	exit 1
fi

# The environment is made again when the requirements have changed or the last attempt was cut short.
if ! cmp -s "$here/requirements.txt" "$here/.venv/made-from.txt"; then
	echo "notebooks: making notebooks/.venv"
	rm -rf "$here/.venv"
	"$python" -m venv "$here/.venv"
	"$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
	cp "$here/requirements.txt" "$here/.venv/made-from.txt"
fi

if [ -z "${ZHIBIAO_OUT:-}" ]; then
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	# An empty ZHIBIAO_OUT is no setting of the program either.
	unset ZHIBIAO_OUT
	(cd "$here/.." && go run ./cmd/zhibiao run --output "$work/out" >"$work/log" 2>&1) || {
		cat "$work/log" >&2
		exit 1
	}
	ZHIBIAO_OUT=$work/out
fi
if [ ! -d "$ZHIBIAO_OUT/panel" ]; then
	echo "notebooks: ZHIBIAO_OUT: $ZHIBIAO_OUT is no dataset; zhibiao run writes one" >&2
	exit 1
fi
ZHIBIAO_OUT=$(cd "$ZHIBIAO_OUT" && pwd)
export ZHIBIAO_OUT

# The kernels must be those of the environment, and leave nothing in the home of who runs this.
JUPYTER_PLATFORM_DIRS=1 IPYTHONDIR=$here/.venv/ipython "$here/.venv/bin/python" "$here/run.py" $keep
