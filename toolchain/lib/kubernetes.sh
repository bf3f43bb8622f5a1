# Sourced. `use_kubernetes` makes what tests with Kubernetes need available on PATH: a Kubernetes API server, and Pulumi's
# own Kubernetes plugin.
. "$_toolchain/lib/cache.sh"

use_kubernetes() {
  use_built kubernetes-api-server "the Kubernetes API server" compile_plain
  use_built pulumi-resource-kubernetes "Pulumi's Kubernetes plugin" compile_plugin
}

# use_built FOLDER WHAT COMPILE: builds the program of a folder of ours, once for all that it is made from.
use_built() {
  local folder="$1" what="$2" compile="$3" built
  built=$(cache_directory "$folder-$(program_hash "$folder")")
  if [ ! -d "$built" ]; then
    . "$_toolchain/lib/build.sh"
    _program_folder=$folder _program_what=$what _program_compile=$compile
    build_once "$built" "$what" build_program_into "$folder" "No Go to build $what with"
  fi
  PATH=$built/bin:$PATH
}

program_hash() {
  {
    uname -sm
    cat "$_toolchain/$1"/*.go "$_toolchain/$1"/go.* "$_toolchain/lib/recipe.sh" "$_toolchain/lib/kubernetes.sh"
  } | short_hash
}

build_program_into() {
  build_module "$_program_folder" "$_program_what" "$1" "$2" "$_program_compile"
}

compile_plain() {
  go_in "$1" build -v -trimpath -ldflags "-s -w" -o "$2/" tool
}

# The plugin's commit is of the time between 4.24 and 4.25. The engine refuses a plugin without a version.
compile_plugin() {
  local version=github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version
  go_in "$1" build -v -trimpath -ldflags "-s -w -X $version=4.25.0" -o "$2/" tool
}
