#!/bin/sh
# Parity and speed of the model on this computer's GPU, or CPU, with any LibTorch: builds only what needs LibTorch
# and numerics, with its tests and benchmarks; no ITK, VTK, Qt or SQLite.
#   sh packaging/gpu-check.sh /path/to/libtorch [cmake options]
#   sh packaging/gpu-check.sh system            the LibTorch of the system's packages
# The folder holds include/ and lib/: an unpacked libtorch archive (cxx11 ABI) or the folder `torch` of a Python
# installation. Needed besides: g++ 12 or newer, CMake 3.25, Ninja and the headers and libraries of Eigen, fmt,
# nlohmann_json, OpenSSL, Boost, GoogleTest and Google Benchmark; on Debian they are installed when missing. Where
# they lie elsewhere, add -DCMAKE_PREFIX_PATH=...
# The reference numbers come from METRISK_GOLDEN_DIR (default ../shared/golden); without them those tests skip.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build/gpu-check
packages="g++ cmake ninja-build libeigen3-dev libfmt-dev nlohmann-json3-dev libssl-dev libboost-dev libgtest-dev
          libbenchmark-dev"

[ $# -ge 1 ] || { sed -n 's/^# \{0,1\}//; 2,11p' "$0" >&2; exit 2; }
libtorch=$1
shift
if [ "$libtorch" = system ]; then
    libtorch=
elif [ -f "$libtorch/lib/libtorch.so" ]; then
    libtorch=$(CDPATH= cd -- "$libtorch" && pwd)
else
    echo "There is no LibTorch in $libtorch: lib/libtorch.so is missing." >&2
    exit 2
fi

missing=
if command -v dpkg-query >/dev/null; then
    for name in $packages; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $name"
    done
fi
if [ -n "$missing" ]; then
    if [ "$(id -u)" -eq 0 ] && apt-get update -q; then
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
    else
        echo "Not from packages:$missing. CMake will say so if it does not find them." >&2
    fi
fi

echo "== This computer"
command -v nvidia-smi >/dev/null && nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader
[ -n "$libtorch" ] && [ -f "$libtorch/build-version" ] && echo "LibTorch $(cat "$libtorch/build-version")"
sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sort | uniq -c

echo "== Build"
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DMETRISK_ENGINE_ONLY=ON \
    -DMETRISK_BUILD_BENCHMARKS=ON -DMETRISK_LIBTORCH="$libtorch" "$@"
cmake --build "$build"

echo "== Tests"
"$build/tests/core/explanation/test_explanation" --gtest_filter='GpuParity.*'  # says so when there is no GPU
ctest --test-dir "$build" --output-on-failure --no-tests=error

echo "== Speed"
"$build/tests/benchmarks/benchmark_model"
