# Sourced by demo.sh and test.sh: packages, configuration and build, each skipped when done.
# Sets $root (the repository) and $build (the Release build).

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build/release

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# The names of the list that fit this release of Debian.
package_names() {
    . /etc/os-release
    sed -e 's/#.*//' -e "s/^\[${VERSION_CODENAME:-none}\]//" -e '/^\[/d' "$root/packaging/linux/packages.txt"
}

missing_packages() {
    for name in $(package_names); do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || echo "$name"
    done
}

install_packages() {
    missing=$(missing_packages)
    [ -z "$missing" ] && return
    if ! command -v apt-get >/dev/null; then
        echo "MetRisk builds on Debian 12 and 13; apt-get was not found. Install these yourself:" $missing >&2
        exit 1
    fi
    echo "Installing" $(echo "$missing" | wc -w) "Debian packages ..."
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

# build_targets [TARGET ...]: everything when no target is named.
build_targets() {
    if [ ! -f "$build/build.ninja" ]; then
        (cd "$root" && cmake --preset release)
    fi
    if [ $# -gt 0 ]; then
        cmake --build "$build" --target "$@"
    else
        cmake --build "$build"
    fi
}
