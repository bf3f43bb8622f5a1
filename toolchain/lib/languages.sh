# Sourced. `use_language NAME` adds a language's host to PATH. The name `generate-sdk` adds the generator of SDKs.
. "$_toolchain/lib/programs.sh"

use_language() {
  case $1 in
    yaml) use_built language-yaml "the YAML language host" compile_yaml ;;
    python) use_built language-python "the Python language host" compile_python ;;
    go) use_built language-go "the Go language host" compile ;;
    generate-sdk) use_built generate-sdk "the generator of SDKs" compile_plain ;;
    *) fail "\"$1\" isn't a valid language: use yaml, python, go or generate-sdk." ;;
  esac
}
