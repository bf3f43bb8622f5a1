# Sourced. `use_api_server` makes the Kubernetes API server for tests available on PATH.
. "$_toolchain/lib/cache.sh"

use_api_server() {
  local built
  built=$(cache_directory "kubernetes-$(api_server_hash)")
  if [ ! -d "$built" ]; then
    . "$_toolchain/lib/build.sh"
    build_once "$built" "the Kubernetes API server" build_api_server_into kubernetes-api-server \
      "No Go to build the Kubernetes API server with"
  fi
  PATH=$built/bin:$PATH
}

api_server_hash() {
  {
    uname -sm
    cat "$_toolchain"/kubernetes-api-server/*.go "$_toolchain"/kubernetes-api-server/go.* \
      "$_toolchain/lib/recipe.sh" "$_toolchain/lib/kubernetes.sh"
  } | short_hash
}

build_api_server_into() {
  local work="$1" log="$2"
  build_module kubernetes-api-server "the Kubernetes API server" "$work" "$log" compile_plain
}

compile_plain() {
  go_in "$1" build -v -trimpath -ldflags "-s -w" -o "$2/" tool
}
