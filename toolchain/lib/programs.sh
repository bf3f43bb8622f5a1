# Sourced. Programs that tests need besides the CLI, each built from the Go module in a folder of its own, once for all that
# it is made from.
. "$_toolchain/lib/cache.sh"

# use_built FOLDER WHAT COMPILE: builds the program of a folder, and adds it to PATH.
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
    find "$_toolchain/$1" -maxdepth 1 \( -name '*.go' -o -name 'go.*' \) -exec cat {} +
    cat "$_toolchain/lib/recipe.sh" "$_toolchain/lib/programs.sh"
  } | short_hash
}

build_program_into() {
  build_module "$_program_folder" "$_program_what" "$1" "$2" "$_program_compile"
}

compile_plain() {
  go_in "$1" build -v -trimpath -ldflags "-s -w" -o "$2/" tool
}

# The plugin's commit is of the time between 4.24 and 4.25. The engine refuses a plugin without a version.
compile_kubernetes_plugin() {
  local version=github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version
  go_in "$1" build -v -trimpath -ldflags "-s -w -X $version=4.25.0" -o "$2/" tool
}

compile_yaml() {
  go_in "$1" build -v -trimpath -ldflags "-s -w -X github.com/pulumi/pulumi-yaml/pkg/version.Version=1.25.0" -o "$2/" tool
}

# The Python language host starts a script of its module, which must lie beside it.
compile_python() {
  local sdk
  sdk=$(go_in_subshell "$1" list -m -f '{{.Dir}}' "$_sdk") || return
  mkdir -p "$2"
  cp "$sdk/python/cmd/pulumi-language-python-exec" "$2/"
  chmod 755 "$2/pulumi-language-python-exec"
  compile "$@"
}

go_in_subshell() {
  (go_in "$@")
}
