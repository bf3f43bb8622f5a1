# Sourced. `lock NAME MESSAGE` waits until no other process holds the lock, and prints MESSAGE while it waits.
#
# Uses flock, because the kernel releases the lock when the process ends. Without flock (macOS), uses a symbolic link to
# the process id, because creating a link is atomic. A link is removed if its process has ended, or after one hour, because
# process ids are reused. Two processes that remove it at the same time may both get the lock, so callers must tolerate
# this.

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
