#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fetches the JDK of build-config/jdk into .local/, where ./start and ./test look first. Nothing is left of one whose
# checksum is wrong or whose download ends early.
#   OPENPEERING_JDK_URL      fetch it from there; it still has to have the checksum of build-config/jdk,
#   OPENPEERING_JDK_SHA256   or this one
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/find-jdk.sh"
local_folder="$OPENPEERING_ROOT/.local"

refuse() {
  printf 'No JDK was installed: %s\n' "$1" >&2
  exit 1
}

row=$(jdk_to_fetch)
version="" checksum="" address=""
if [ -n "$row" ]; then
  read -r version checksum address <<<"$row"
fi
version="${version:-$OPENPEERING_JDK}"
checksum="${OPENPEERING_JDK_SHA256:-$checksum}"
address="${OPENPEERING_JDK_URL:-$address}"
[ -n "$address" ] || refuse "build-config/jdk names none for this machine ($(uname -sm)). Install a JDK $OPENPEERING_JDK yourself."
[[ "$checksum" =~ ^[0-9a-f]{64}$ ]] || refuse "no SHA-256 is known for $address, and without one it can not be trusted."

target="$local_folder/jdk-$version"
mkdir -p "$local_folder"
# One at a time; what one that was killed has left goes.
exec 9<"$local_folder"
flock 9
if is_jdk "$target"; then
  echo "Already there: $target"
  exit 0
fi
rm -rf "$target" "$local_folder"/jdk.unfinished.*
unfinished="$local_folder/jdk.unfinished.$$"
transfer=""
clean_up() {
  [ -z "$transfer" ] || kill "$transfer" 2>/dev/null || true
  rm -rf "$unfinished"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP
# Not before: a signal in between would leave it.
mkdir "$unfinished"

# A transfer that stands still for a minute is given up.
transfer() {
  if command -v curl >/dev/null; then
    local noise=(--silent --show-error)
    [ ! -t 2 ] || noise=(--progress-bar)
    exec curl --fail --location --connect-timeout 30 --speed-limit 1024 --speed-time 60 "${noise[@]}" --output "$1" "$2"
  elif command -v wget >/dev/null; then
    local noise=(--no-verbose)
    [ ! -t 2 ] || noise=(--quiet --show-progress)
    exec wget --tries=1 --timeout=60 "${noise[@]}" --output-document="$1" "$2"
  fi
  echo "Neither curl nor wget is here." >&2
  exit 1
}

echo "Fetching JDK $version from $address"
archive="$unfinished/archive"
# In the background, so that a signal need not wait for its end.
transfer "$archive" "$address" 9<&- &
transfer=$!
wait "$transfer" || { transfer="" && refuse "the download failed."; }
transfer=""

found=$(sha256sum "$archive")
found="${found%% *}"
[ "$found" = "$checksum" ] || refuse "the SHA-256 of the archive is $found, it has to be $checksum."

names=$(tar -tzf "$archive") || refuse "the archive can not be read."
if grep -qE '^/|(^|/)\.\.(/|$)' <<<"$names"; then
  refuse "the archive leaves its folder."
fi
mkdir "$unfinished/content"
tar -xzf "$archive" -C "$unfinished/content" --no-same-owner || refuse "the archive can not be unpacked."
home=$(find "$unfinished/content" -mindepth 1 -maxdepth 1 -type d)
is_jdk "$home" || refuse "the archive holds no JDK $OPENPEERING_JDK."

mv "$home" "$target"
echo "Installed $target"
