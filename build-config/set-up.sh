# SPDX-License-Identifier: Apache-2.0
# Sourced by ./start and ./test after find-jdk.sh. `set_up start|test COMMAND…` finds what of build-config/needs this
# machine lacks, tells what it is, how large, and the command that installs it, and runs that command after a yes.
# Succeeds unless something is missing without which nothing goes. Afterwards `lacking` has a row of the table for each
# thing that is still missing.
#
# The yes is --yes (consent=1, set by the caller), a variable CI, or the answer; nobody to ask is a no.

consent="${consent:-}"
lacking=()
# Package lists of our own, when those of the machine do not know the packages.
apt_options=()

is_there() {
  if [ "$1" = jdk ]; then
    find_jdk
  else
    # Of an ordinary user's path /usr/sbin is no part.
    command -v "$1" >/dev/null || [ -x "${OPENPEERING_SBIN:-/usr/sbin}/$1" ]
  fi
}

# Fills lacking with the rows of the commands, or of all, that ./start or ./test ($1) needs and that are not there.
find_lacking() {
  local purpose="$1" command package users without
  shift
  lacking=()
  while read -r command package users without; do
    case "$command" in "" | "#"*) continue ;; esac
    case ",$users," in *",$purpose,"*) ;; *) continue ;; esac
    case " ${*:-$command} " in *" $command "*) ;; *) continue ;; esac
    is_there "$command" || lacking+=("$command $package $users $without")
  done <"$OPENPEERING_ROOT/build-config/needs"
}

is_indispensable() {
  local command package users without
  read -r command package users without <<<"$1"
  [ "$users" = start,test ]
}

has_consent() {
  [ -n "$consent" ] || { [ -n "${CI:-}" ] && [ "${CI:-}" != false ]; }
}

# How a command becomes root's here: nothing, sudo, or a failure.
elevation() {
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo || return 1
  fi
}

knows_package() {
  apt-cache ${apt_options[@]+"${apt_options[@]}"} show --no-all-versions "$1" >/dev/null 2>&1
}

# A fresh machine has no package lists. With consent the machine's own are fetched, otherwise others into .local/ for
# the while: nobody has to be root for these, and nothing of the machine changes before the answer.
read_package_lists() {
  command -v apt-get >/dev/null || return 0
  local package complete=1 folder="$OPENPEERING_ROOT/.local/apt"
  for package in maven "$@"; do
    knows_package "$package" || complete=""
  done
  if has_consent; then
    update_package_lists
  elif [ -z "$complete" ]; then
    echo "Reading package lists ..."
    mkdir -p "$folder/lists/partial" "$folder/archives/partial"
    apt_options=(-o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder" -o APT::Sandbox::User=root)
    apt-get "${apt_options[@]}" -qq update || echo "The package lists can not be read; sizes stay unknown." >&2
  fi
}

updated=""
update_package_lists() {
  [ -z "$updated" ] || return 0
  updated=1
  local sudo
  sudo=$(elevation) || return 1
  echo "apt-get update ..."
  LC_ALL=C $sudo apt-get -qq update </dev/null
}

# What installing these packages takes, with all that they need, as apt-get counts it; fails with its reason when it can not.
# With --print-uris it only prints. A --assume-no would not do: apt-get does not ask about a package that needs no other.
apt_size() {
  local plan fetch disk
  plan=$(LC_ALL=C apt-get ${apt_options[@]+"${apt_options[@]}"} -o Debug::NoLocking=1 install --print-uris -y \
    --no-install-recommends "$@" 2>&1 </dev/null || true)
  if grep '^E: ' <<<"$plan"; then
    return 1
  fi
  fetch=$(sed -n 's/^Need to get \(.*\) of archives\.$/\1/p' <<<"$plan")
  disk=$(sed -n 's/^After this operation, \(.*\) of additional disk space will be used\.$/\1/p' <<<"$plan")
  if [ -n "$disk" ]; then
    echo "${fetch%%/*} to fetch, $disk on disk"
  else
    echo "size unknown"
  fi
}

# The package of a JDK that this distribution has; nothing when it has none, or another one is wanted.
jdk_package() {
  [ -z "${OPENPEERING_JDK_URL:-}" ] && command -v apt-get >/dev/null || return 0
  local package
  for package in "openjdk-$OPENPEERING_JDK-jdk-headless" "temurin-$OPENPEERING_JDK-jdk"; do
    if knows_package "$package"; then
      echo "$package"
      return
    fi
  done
}

# Prints what is missing and sets what is to be done: packages, fetch_jdk, installer (the command line for it all).
plan() {
  local row command package users without from jdk_version size
  packages=()
  fetch_jdk=""
  echo "Missing on this machine, each with the size of all that it needs:"
  for row in "${lacking[@]}"; do
    read -r command package users without <<<"$row"
    [ "$command" != jdk ] || package=$(jdk_package)
    if [ "$command" = jdk ] && [ -z "$package" ]; then
      read -r jdk_version _ <<<"$(jdk_to_fetch)"
      if [ -n "$jdk_version${OPENPEERING_JDK_URL:-}" ]; then
        fetch_jdk=1
        from="JDK ${jdk_version:-$OPENPEERING_JDK} from ${OPENPEERING_JDK_URL:-its publisher} into .local/: about"
        from+=" 140 MB to fetch, 300 MB on disk"
      else
        from="no JDK $OPENPEERING_JDK for this machine is known; install one and set JAVA_HOME"
      fi
    elif ! command -v apt-get >/dev/null; then
      from="Debian's package $package; this machine has no apt-get, so install it in its own way"
    elif ! knows_package "$package"; then
      from="Debian's package $package, which the package lists of this machine do not have"
    elif size=$(apt_size "$package"); then
      packages+=("$package")
      from="package $package: $size"
    else
      from="package $package, which apt-get can not install here: ${size%%$'\n'*}"
    fi
    printf '  %-11s %s\n  %-11s without it: %s\n' "$command" "$from" "" "$(consequence "$row")"
  done
  if [ -n "$fetch_jdk" ] && ! can_download; then
    packages+=(curl ca-certificates)
    printf '  %-11s packages curl, ca-certificates: %s\n  %-11s without it: no JDK can be fetched\n' \
      curl "$(apt_size curl ca-certificates || true)" ""
  fi
  if [ ${#packages[@]} -gt 1 ]; then
    echo "All packages together: $(apt_size "${packages[@]}" || true)"
  fi
  installer=$(one_command)
}

can_download() {
  command -v curl >/dev/null || command -v wget >/dev/null || ! command -v apt-get >/dev/null
}

consequence() {
  local command package users without
  read -r command package users without <<<"$1"
  is_indispensable "$1" || without="./test skips $without"
  echo "$without"
}

one_command() {
  local sudo parts=""
  sudo=$(elevation) || sudo="sudo"
  sudo="${sudo:+sudo }"
  if [ ${#packages[@]} -gt 0 ]; then
    parts="${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages[*]}"
  fi
  if [ -n "$fetch_jdk" ]; then
    parts="${parts:+$parts && }$OPENPEERING_ROOT/build-config/fetch-jdk.sh"
  fi
  echo "$parts"
}

install_planned() {
  local sudo
  if [ ${#packages[@]} -gt 0 ]; then
    if ! sudo=$(elevation); then
      echo "Nothing was installed: packages need root, and there is no sudo. Let root run the command above." >&2
      return 1
    fi
    update_package_lists || true
    # On a machine that has just come up the upgrades of the first minute often hold the lock.
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
      install -y --no-install-recommends "${packages[@]}" </dev/null || return 1
  fi
  if [ -n "$fetch_jdk" ]; then
    "$OPENPEERING_ROOT/build-config/fetch-jdk.sh" </dev/null || return 1
  fi
}

# Succeeds after a yes, given before or now.
ask() {
  if has_consent; then
    return 0
  fi
  if [ ! -t 0 ]; then
    echo "Nothing was installed, since nobody is here to say yes. Run that command, or this one again with --yes." >&2
    return 1
  fi
  local answer=""
  read -r -p "Install that now? [y/N] " answer || echo
  case "$answer" in
    [yY] | [yY][eE][sS]) ;;
    *)
      echo "Nothing was installed."
      return 1
      ;;
  esac
}

set_up() {
  local row wanted=() package packages fetch_jdk installer blocked=0
  find_lacking "$@"
  [ ${#lacking[@]} -gt 0 ] || return 0
  for row in "${lacking[@]}"; do
    read -r _ package _ <<<"$row"
    [ "$package" = - ] || wanted+=("$package")
  done
  read_package_lists ${wanted[@]+"${wanted[@]}"} || true
  plan
  if [ -n "$installer" ]; then
    printf 'This installs it:\n  %s\n' "$installer"
    if ask; then
      install_planned || echo "Not everything could be installed." >&2
      hash -r
      find_lacking "$@"
    fi
  fi
  for row in ${lacking[@]+"${lacking[@]}"}; do
    if is_indispensable "$row"; then
      echo "Still missing: ${row%% *}; without it $(consequence "$row")." >&2
      blocked=1
    fi
  done
  rm -rf "$OPENPEERING_ROOT/.local/apt"
  return $blocked
}
