# Shared by the scripts of this folder: the root folder, messages, time. Sourced, never run.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

say() { printf '%s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# timed "what is done" command...: says what is done, does it, says how long it took.
timed() {
    local what=$1 start=$SECONDS
    shift
    say "==> $what"
    "$@" || return
    say "    done in $((SECONDS - start)) s: $what"
}

require_swift() {
    command -v swift >/dev/null ||
        fail "no Swift toolchain: install Swift 6.2 or later (https://www.swift.org/install/linux) and put it on PATH"
    local version
    version=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | grep -oE '[0-9.]+') ||
        fail "swift --version does not work: $(swift --version 2>&1 | tail -1)"
    [ "$(printf '%s\n' 6.2 "$version" | sort -V | head -1)" = 6.2 ] ||
        fail "Swift $version is too old: 6.2 or later is needed (https://www.swift.org/install/linux)"
}

# The programs that BrokerX and Ficus consist of.
programs=(ficus brokerx-monolith brokerx-clients brokerx-portfolios brokerx-orders)

# What release builds are made with. On Linux the Swift library is linked into the programs: calls into it, above all those
# that count references, then lead straight there and not through a table, and the programs run where no toolchain is.
# docs/performance.md has the figures. Every release build of this folder has to say the same, or each builds all anew.
release=(-c release)
[ "$(uname)" != Linux ] || release+=(--static-swift-stdlib)
