# Sourced. `use_language NAME` adds the language host of programs in that language to PATH, `generate-sdk` the generator of
# SDKs from a package schema.
. "$_toolchain/lib/programs.sh"

use_language() {
  case $1 in
    yaml) use_built language-yaml "the YAML language host" compile_yaml ;;
    python) use_built language-python "the Python language host" compile_python ;;
    go) use_built language-go "the Go language host" compile ;;
    generate-sdk) use_built generate-sdk "the generator of SDKs" compile_plain ;;
    *) fail "There is no language \"$1\" here: yaml, python, go or generate-sdk." ;;
  esac
}
