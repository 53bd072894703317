#!/bin/sh
# Opens the workstation on a simulated patient, already analysed.
#   sh packaging/demo.sh                  in a window
#   sh packaging/demo.sh --headless DIR   without a display: DIR gets report.pdf, result.json,
#                                         relevance.nii.gz and window.png
set -eu
. "$(dirname -- "$0")/setup.sh"

out=
case "${1:-}" in
    "") ;;
    --headless)
        [ -n "${2:-}" ] || { echo "--headless needs a folder: sh packaging/demo.sh --headless DIR" >&2; exit 2; }
        mkdir -p -- "$2"
        out=$(CDPATH= cd -- "$2" && pwd) ;;
    *) echo "Usage: sh packaging/demo.sh [--headless DIR]" >&2; exit 2 ;;
esac

install_packages
build_targets metrisk metrisk-cli

demo=$root/build/demo
patient=$demo/DEMO-0001
if [ ! -f "$patient/clinical.json" ]; then
    "$build/app/metrisk-cli" simulate patient --seed 11 --name DEMO-0001 --out "$patient"
fi
set -- --pack "$root/models/demo" --database "$demo/cases.sqlite"
if [ -z "$out" ] && [ "$demo/cases.sqlite" -nt "$root/models/demo/model.json" ]; then
    set -- "$@" --case 1  # analysed by an earlier start with this pack
else
    set -- "$@" --t1ce "$patient/DEMO-0001_t1ce.nii.gz" --flair "$patient/DEMO-0001_flair.nii.gz" \
        --label "$patient/DEMO-0001_label.nii.gz" --clinical "$patient/clinical.json"
fi

if [ -n "$out" ]; then
    # Software rendering draws the same picture on every machine.
    LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a -s "-screen 0 1600x1000x24 -noreset" \
        "$build/app/metrisk" "$@" --headless "$out"
    echo "The demo case is in $out."
elif [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "There is no display here. Use: sh packaging/demo.sh --headless DIR" >&2
    exit 2
else
    exec "$build/app/metrisk" "$@"
fi
