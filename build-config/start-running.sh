# SPDX-License-Identifier: Apache-2.0
# Sourced by ./start: what already runs on a data folder. Its file `lock` says who: process id and start in epoch
# milliseconds. The launcher writes that when it has locked the file, ./start before it builds; it goes on as the
# launcher in the same process. A pair of id and start is not reused, so what a dead process left says nothing.

# When the process started, in epoch milliseconds, as the launcher counts it; fails when it does not run.
process_start() {
  local stat boot ticks
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The name before the last bracket may hold anything; the start is the 20th word after it.
  read -r -a stat <<<"${stat##*) }"
  boot=$(sed -n 's/^btime //p' /proc/stat)
  ticks=$(getconf CLK_TCK)
  echo $((boot * 1000 + stat[19] * 1000 / ticks))
}

# Ends the program with the reason when something runs on the folder $1.
refuse_second() {
  local pid start actual off
  read -r pid start 2>/dev/null <"$1/lock" || return 0
  [[ "$pid $start" =~ ^[0-9]+\ [0-9]+$ ]] || return 0
  actual=$(process_start "$pid") || return 0
  off=$((actual - start))
  # A clock that was set moves what the kernel says a little.
  [ "${off#-}" -le 2000 ] || return 0
  echo "Another stack is running on $(cd "$1" && pwd): process $pid, since $(date -d "@$((start / 1000))" '+%F %T')." \
    "Stop it with Ctrl-C in its terminal, or by: kill $pid"
  exit 1
}

# Says that this process has the folder $1 from now on.
claim() {
  local start
  mkdir -p "$1"
  if start=$(process_start $$); then
    echo "$$ $start" >"$1/lock"
  fi
}
