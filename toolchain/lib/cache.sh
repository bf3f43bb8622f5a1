# Sourced. The cache of builds. It's outside the checkout, so that checkouts share it. A build's directory is named after
# the hash of its inputs.

# cache_directory NAME
cache_directory() {
  local base
  case ${XDG_CACHE_HOME-} in
    /*) base=$XDG_CACHE_HOME ;;
    # According to the XDG specification, relative paths are ignored.
    *) base=${HOME:?set HOME or XDG_CACHE_HOME: the cache of the toolchain is there}/.cache ;;
  esac
  echo "$base/pulumi-algorithmia/toolchain/$1"
}

recipe_hash() {
  {
    uname -sm
    cat "$_toolchain"/cli/go.* "$_toolchain"/language-nodejs/go.* \
      "$_toolchain/lib/recipe.sh" "$_toolchain/bin/pulumi-resource-pulumi-nodejs"
  } | short_hash
}

short_hash() {
  local sum
  sum=$(sha256)
  printf %.16s "$sum"
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi
}
