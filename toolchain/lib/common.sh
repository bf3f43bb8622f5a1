# Sourced by the scripts in this directory.

say() {
  printf 'toolchain: %s\n' "$*" >&2
}

fail() {
  say "$@"
  exit 1
}

# version_fits VERSION MAJOR MINOR [MAJOR-MAX]: from MAJOR.MINOR on, and below the major version MAJOR-MAX + 1.
version_fits() {
  local rest major minor
  rest=${1#v}
  major=${rest%%.*}
  rest=${rest#*.}
  minor=${rest%%.*}
  case $major:$minor in
    :* | *: | *[!0-9:]*) return 1 ;;
  esac
  [ "$major" -le "${4-$major}" ] || return 1
  [ "$major" -gt "$2" ] || { [ "$major" -eq "$2" ] && [ "$minor" -ge "$3" ]; }
}
