# Sourced. Builds into a directory, once for concurrent processes, and either completely or not at all.
. "$_toolchain/lib/recipe.sh"
. "$_toolchain/lib/lock.sh"
. "$_toolchain/lib/progress.sh"

# build_once DESTINATION WHAT BUILDER MODULE WITHOUT-GO [OTHER-WAY]: BUILDER gets a directory to fill and
# a log. WITHOUT-GO and OTHER-WAY are for the message if Go isn't installed.
build_once() {
  local destination="$1" what="$2" builder="$3"
  command -v go >/dev/null ||
    fail "$5. Install Go $(go_version "$4") or newer (https://go.dev/dl/)${6-}."
  mkdir -p "${destination%/*}"
  lock "$destination" "another process is building $what"
  [ -d "$destination" ] || build_under_lock "$destination" "$what" "$builder"
  unlock
}

build_under_lock() {
  local destination="$1" what="$2" builder="$3" log="$1.log" started
  # Temporary directories here are from builds that were killed.
  rm -rf "$destination".tmp.*
  _work=$(mktemp -d "$destination.tmp.XXXXXX")
  _child=
  trap 'abandon_build; unlock' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  started=$(date +%s)
  say "building $what from Go modules into $destination; this takes a few minutes and runs once"
  "$builder" "$_work" "$log"
  rm -f "$log" "$_work/packages"
  say "built in $(($(date +%s) - started)) s"
  # If two processes had the lock (see lock.sh), the first directory stays.
  [ -d "$destination" ] || mv "$_work" "$destination"
  abandon_build
  trap - EXIT HUP INT TERM
}

abandon_build() {
  [ -z "$_child" ] || kill "$_child" 2>/dev/null || :
  rm -rf "$_work"
}

# Copies the launcher to the CLI's directory, because the CLI warns about a launcher elsewhere on PATH.
build_cli_into() {
  local work="$1" log="$2"
  build_module cli "the Pulumi CLI" "$work" "$log" compile
  build_module language-nodejs "the Node language host" "$work" "$log" compile
  cp "$_toolchain/bin/pulumi-resource-pulumi-nodejs" "$work/bin/"
  PULUMI_SKIP_UPDATE_CHECK=true "$work/bin/pulumi" version >"$log" 2>&1 || build_failed "$log"
}

build_module() {
  local folder="$1" what="$2" work="$3" log="$4" compile="$5"
  with_progress "$log" "$what: fetching modules" '^go: downloading' '' \
    list_packages_into "$work/packages" "$folder" || build_failed "$log"
  with_progress "$log" "$what: compiling packages" '^[^ ]*$' " of $(($(wc -l <"$work/packages")))" \
    "$compile" "$folder" "$work/bin" || build_failed "$log"
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
  sed -n 's/^go //p' "$_toolchain/$1/go.mod"
}
