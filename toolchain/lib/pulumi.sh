# Sourced. `use_pulumi` adds a supported Pulumi CLI, its Node language host and the launcher of dynamic providers to
# PATH.
. "$_toolchain/lib/cache.sh"

use_pulumi() {
  local built
  case ${TOOLCHAIN_PULUMI-} in
    '' | path | built) ;;
    *) fail "TOOLCHAIN_PULUMI is \"$TOOLCHAIN_PULUMI\", but must be path, built, or unset." ;;
  esac
  if [ "${TOOLCHAIN_PULUMI-}" != built ] && pulumi_on_path; then
    # Added last, so that the CLI's own launcher is used if there is one.
    command -v pulumi-resource-pulumi-nodejs >/dev/null || PATH=$PATH:$_toolchain/bin
    return
  fi
  [ "${TOOLCHAIN_PULUMI-}" != path ] ||
    fail "PATH has no Pulumi CLI from 3.259 on and below 4 with pulumi-language-nodejs, and TOOLCHAIN_PULUMI=path doesn't allow a build."
  built=$(cache_directory "$(recipe_hash)")
  if [ ! -d "$built" ]; then
    . "$_toolchain/lib/build.sh"
    build_once "$built" "the Pulumi CLI" build_cli_into cli \
      "PATH has neither a supported Pulumi CLI nor Go to build one" \
      ", or a Pulumi CLI from 3.259 on and below 4"
  fi
  PATH=$built/bin:$PATH
}

# The CLI finds its language host in its own directory, with symbolic links resolved, or on PATH.
pulumi_on_path() {
  local pulumi version real
  pulumi=$(command -v pulumi) || return 1
  version=$(PULUMI_SKIP_UPDATE_CHECK=true "$pulumi" version 2>/dev/null </dev/null) || return 1
  version_fits "$version" 3 259 3 || return 1
  real=$(realpath "$pulumi")
  [ -x "${real%/*}/pulumi-language-nodejs" ] || command -v pulumi-language-nodejs >/dev/null
}
