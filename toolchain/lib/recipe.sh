# Sourced. How the toolchain is made from Go modules. Part of the cache's key: a change here builds anew.
_sdk=github.com/pulumi/pulumi/sdk/v3

# go_in FOLDER COMMAND…: the go command on that pinned module alone, whatever the user's settings. It takes
# the place of the subshell that every caller runs it in, so that stopping the subshell stops go.
go_in() {
  local folder="$1" command="$2"
  shift 2
  exec env CGO_ENABLED=0 GOWORK=off go "$command" -C "$_toolchain/$folder" -mod=readonly "$@"
}

list_packages() {
  go_in "$1" list -deps tool
}

sdk_version() {
  go_in "$1" list -m -f '{{.Version}}' "$_sdk"
}

# Without the version set so, `pulumi version` says nothing.
compile() {
  local version
  version=$(sdk_version "$1") || return
  go_in "$1" build -v -trimpath -ldflags "-s -w -X $_sdk/go/common/version.Version=$version" -o "$2/" tool
}
