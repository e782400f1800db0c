# SPDX-License-Identifier: Apache-2.0
# Sourced by ./start: show_progress FILE SECONDS keeps Maven's output in the file and tells where Maven is and for how long: in one
# line that is rewritten on a terminal, otherwise in a line every so many seconds.

show_progress() {
  local log="$1" line rest="" code module="Maven starts" doing="" begun=$SECONDS every="$2" tick=() shown
  local module_line='^\[INFO\] Building ([^ ]+) .*\[([0-9]+)/([0-9]+)\]$' goal_line='^\[INFO\] --- .*:([^: ]+) \('
  [ ! -t 2 ] || every=1
  shown=$((begun - every))
  # Before version 4 bash can not tell the end of the time from the end of the file: the line waits for Maven there.
  [ "${BASH_VERSINFO[0]}" -lt 4 ] || tick=(-t 1)
  while :; do
    if [ "$SECONDS" -ge $((shown + every)) ]; then
      shown=$SECONDS
      progress_line "  $(duration $((SECONDS - begun))), $module$doing"
    fi
    if IFS= read -r ${tick[@]+"${tick[@]}"} line; then
      line="$rest$line"
      rest=""
      printf '%s\n' "$line"
      if [[ "$line" =~ $module_line ]]; then
        module="${BASH_REMATCH[1]} (${BASH_REMATCH[2]} of ${BASH_REMATCH[3]})"
        doing=""
      elif [[ "$line" =~ $goal_line ]]; then
        doing=": ${BASH_REMATCH[1]}"
      elif [[ "$line" == *"Downloading from "*": "* ]]; then
        doing=": fetching ${line##*/}"
      fi
    else
      code=$?
      rest="$rest$line"
      [ $code -gt 128 ] || break
    fi
  done >"$log"
  printf '%s' "$rest" >>"$log"
  [ ! -t 2 ] || printf '\r\033[K' >&2
}

progress_line() {
  if [ ! -t 2 ]; then
    printf '%s\n' "$1" >&2
    return
  fi
  local columns
  columns=$(stty size <&2 2>/dev/null) || columns=0
  columns="${columns#* }"
  [ "$columns" -gt 1 ] || columns=80
  printf '\r\033[K%s' "${1:0:$((columns - 1))}" >&2
}

duration() {
  if [ "$1" -lt 60 ]; then
    echo "$1 s"
  else
    echo "$(($1 / 60)) min $(($1 % 60)) s"
  fi
}
