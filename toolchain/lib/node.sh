# Sourced. `use_node` puts a supported Node first on PATH.

# node:sqlite, which the emulator uses, requires a flag before 22.13.
node_fits() {
  local version
  version=$("$1" --version 2>/dev/null) && version_fits "$version" 22 13
}

use_node() {
  local found
  if found=$(command -v node) && node_fits "$found"; then return; fi
  carried_node && return
  "$_toolchain/dependencies"
  carried_node || fail "no supported Node on PATH, and no npm package of Node for this platform. Install Node 22.13 or newer."
}

# npm installs only this platform's package, so there is at most one candidate.
carried_node() {
  local candidate
  for candidate in "$_toolchain"/../node_modules/node-*-*/bin/node; do
    if node_fits "$candidate"; then
      PATH=$(realpath "${candidate%/node}"):$PATH
      return
    fi
  done
  return 1
}
