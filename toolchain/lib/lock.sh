# Sourced. `lock NAME MESSAGE` waits until no other process holds the lock, telling MESSAGE meanwhile.
#
# flock is best: the kernel drops the lock with its process. Where it's missing (macOS), a symbolic link that
# names the process does: making one is atomic. One whose process is gone, or that is an hour old (process
# numbers come again), is taken away; two who do so at the same moment may both get the lock, so what it guards
# must bear that.

lock() {
  local started elapsed next=0
  _lock=$1
  if command -v flock >/dev/null; then exec 9>"$_lock.flock"; fi
  started=$(date +%s)
  until try_lock; do
    elapsed=$(($(date +%s) - started))
    if [ "$elapsed" -ge "$next" ]; then
      say "$2; waiting, $elapsed s"
      next=$((elapsed + 10))
    fi
    sleep 0.2
  done
}

try_lock() {
  local holder
  if command -v flock >/dev/null; then
    flock -n 9
    return
  fi
  ln -s "pid:$$" "$_lock.lock" 2>/dev/null && return
  holder=$(readlink "$_lock.lock") || return 1
  if ! kill -0 "${holder#pid:}" 2>/dev/null || [ -n "$(find "$_lock.lock" -prune -mmin +60)" ]; then
    rm -f "$_lock.lock"
  fi
  return 1
}

unlock() {
  if command -v flock >/dev/null; then exec 9>&-; else rm -f "$_lock.lock"; fi
}
