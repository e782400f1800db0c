# SPDX-License-Identifier: Apache-2.0
# Sourced by ./start: answers --help, --version and wrong options at once, without a JDK and without a build. Which options
# there are is read from the help; OptionsTest holds that text and these refusals to what the launcher itself would say.

help_text="$OPENPEERING_ROOT/build-config/start-help.txt"

# Sets the names of the options, each between spaces: flags, valued; "option variable" of the ports; the parts.
read_options() {
  local line option
  flags=" " valued=" " parts="" ports=()
  while IFS= read -r line; do
    if [[ "$line" =~ ^\ +(-h,\ )?(--[a-z-]+)(=[A-Z]+)?\ +([A-Z_]+_PORT)? ]]; then
      option="${BASH_REMATCH[2]}"
      if [ -n "${BASH_REMATCH[4]}" ]; then
        ports+=("$option ${BASH_REMATCH[4]}")
      fi
      if [ -n "${BASH_REMATCH[3]}${BASH_REMATCH[4]}" ]; then
        valued+="$option "
      else
        flags+="$option "
      fi
      if [ "$option" = --parts ]; then
        parts=",${line##*: },"
      fi
    fi
  done <"$help_text"
}

refuse_option() {
  printf '%s\n' "$@"
  exit 2
}

refuse_with_help() {
  refuse_option "$1" "" "$(<"$help_text")"
}

# $1 is the setting, $2 its value, $3 the option.
check_port() {
  [[ "$2" =~ ^([-+]?)([0-9]{1,9})$ ]] || refuse_option "$1: \"$2\" is no port number"
  local number="${BASH_REMATCH[1]#+}$((10#${BASH_REMATCH[2]}))"
  [ "$number" -ge 1 ] && [ "$number" -le 65535 ] || refuse_option "$number is no port number ($3)"
}

check_parts() {
  local rest="$1," part
  while [ -n "$rest" ]; do
    part="${rest%%,*}"
    rest="${rest#*,}"
    [ -n "$part" ] && [[ "$parts" == *",$part,"* ]] ||
      refuse_option "There is no part \"$part\"; ./start --help lists them"
  done
}

check_values() {
  local setting option variable
  for setting in "${ports[@]}"; do
    option="${setting% *}"
    variable="${setting#* }"
    if [ -n "${!variable+set}" ]; then
      check_port "$variable" "${!variable}" "$option"
    fi
  done
  while [ $# -gt 0 ]; do
    case "$1" in
      --parts) check_parts "$2" ;;
      --data) data="$2" ;;
      --ris-live | --roas) ;;
      *) check_port "$1" "$2" "$1" ;;
    esac
    shift 2
  done
}

# Leaves the program when the arguments can be answered at once. Otherwise sets data, the folder, and consent, a --yes.
check_options() {
  local flags valued parts ports option answer="" values=()
  read_options
  while [ $# -gt 0 ]; do
    option="${1%%=*}"
    case "$1" in
      -h | --help) answer=help ;;
      --version) answer="${answer:-version}" ;;
      --yes) consent=1 ;;
      *)
        if [[ "$valued" == *" $option "* ]]; then
          if [ "$option" != "$1" ]; then
            values+=("$option" "${1#*=}")
          elif [ $# -gt 1 ] && [[ "$flags$valued-h " != *" ${2%%=*} "* ]]; then
            values+=("$option" "$2")
            shift
          else
            refuse_with_help "$option needs a value"
          fi
        elif [[ "$flags" != *" $1 "* ]]; then
          refuse_with_help "Unknown option $1"
        fi
        ;;
    esac
    shift
  done
  case "$answer" in
    help) cat "$help_text" ;;
    version) sed -n 's/^  <version>\(.*\)<\/version>$/OpenPeering \1/p' "$OPENPEERING_ROOT/pom.xml" ;;
  esac
  [ -z "$answer" ] || exit 0
  data="${OPENPEERING_DATA:-$OPENPEERING_ROOT/.local}"
  check_values ${values[@]+"${values[@]}"}
}
