# Sourced. Builds the toolchain into a folder: once, however many ask for it at the same time, and either
# whole or not at all.
. "$_toolchain/lib/recipe.sh"
. "$_toolchain/lib/lock.sh"
. "$_toolchain/lib/progress.sh"

build_toolchain() {
  local destination="$1"
  command -v go >/dev/null ||
    fail "PATH has no Pulumi CLI that fits, and no Go to build one with. Install Go $(go_version) or newer (https://go.dev/dl/), or a Pulumi CLI from 3.259 on and below 4."
  mkdir -p "${destination%/*}"
  lock "$destination" "another process is building the Pulumi CLI"
  [ -d "$destination" ] || build_under_lock "$destination"
  unlock
}

build_under_lock() {
  local destination="$1"
  # What lies here now is left over from a build that was killed.
  rm -rf "$destination".tmp.*
  _work=$(mktemp -d "$destination.tmp.XXXXXX")
  _child=
  trap 'abandon_build; unlock' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  build_into "$_work" "$destination"
  # Where a lock was held twice (see lock.sh), the first one's folder stays.
  [ -d "$destination" ] || mv "$_work" "$destination"
  abandon_build
  trap - EXIT HUP INT TERM
}

abandon_build() {
  [ -z "$_child" ] || kill "$_child" 2>/dev/null || :
  rm -rf "$_work"
}

# The launcher lies beside the CLI because the CLI warns of one that it finds elsewhere on PATH.
build_into() {
  local work="$1" destination="$2" log="$2.log" started
  started=$(date +%s)
  say "building the Pulumi CLI and its Node language host from Go modules, once, for some minutes, into $destination"
  build_module cli "the Pulumi CLI" "$work" "$log"
  build_module language-nodejs "the Node language host" "$work" "$log"
  cp "$_toolchain/bin/pulumi-resource-pulumi-nodejs" "$work/bin/"
  PULUMI_SKIP_UPDATE_CHECK=true "$work/bin/pulumi" version >"$log" 2>&1 || build_failed "$log"
  rm -f "$log" "$work/packages"
  say "built in $(($(date +%s) - started)) s"
}

build_module() {
  local folder="$1" what="$2" work="$3" log="$4"
  with_progress "$log" "$what: fetching modules" '^go: downloading' '' \
    list_packages_into "$work/packages" "$folder" || build_failed "$log"
  with_progress "$log" "$what: compiling packages" '^[^ ]*$' " of $(($(wc -l <"$work/packages")))" \
    compile "$folder" "$work/bin" || build_failed "$log"
}

list_packages_into() {
  list_packages "$2" >"$1"
}

build_failed() {
  say "the build failed; the end of $1:"
  tail -n 20 "$1" >&2
  exit 1
}

go_version() {
  sed -n 's/^go //p' "$_toolchain/cli/go.mod"
}
