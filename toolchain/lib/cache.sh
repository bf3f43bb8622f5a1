# Sourced. Where what is built lies: outside the checkout, so that every checkout shares it, in a folder named for
# all that it is made from.

# cache_directory NAME
cache_directory() {
  local base
  case ${XDG_CACHE_HOME-} in
    /*) base=$XDG_CACHE_HOME ;;
    # The XDG specification has relative paths ignored.
    *) base=${HOME:?set HOME or XDG_CACHE_HOME: the built toolchain goes there}/.cache ;;
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
