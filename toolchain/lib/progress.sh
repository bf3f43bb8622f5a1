# Sourced.

# with_progress LOG WHAT COUNTED TOTAL COMMAND…: runs COMMAND with its output in LOG, and prints every
# ten seconds how many lines of LOG match COUNTED.
with_progress() {
  local log="$1" what="$2" counted="$3" total="$4" started elapsed next=10 nap=0.05 status=0
  shift 4
  started=$(date +%s)
  "$@" >"$log" 2>&1 </dev/null 9>&- &
  _child=$!
  while kill -0 "$_child" 2>/dev/null; do
    sleep "$nap"
    nap=0.2
    elapsed=$(($(date +%s) - started))
    if [ "$elapsed" -ge "$next" ]; then
      say "$what, $(grep -c "$counted" "$log")$total, $elapsed s"
      next=$((next + 10))
    fi
  done
  wait "$_child" || status=$?
  _child=
  return "$status"
}
