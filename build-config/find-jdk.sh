# SPDX-License-Identifier: Apache-2.0
# Sourced by what builds: find_jdk sets JAVA_HOME to a JDK of at least the version that the build needs.
# The java of the PATH is often older; the build would fail, an incremental one even pretend success.

OPENPEERING_JDK=25
OPENPEERING_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Succeeds when the folder holds a JDK that is new enough.
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$version" ] && [ "$version" -ge "$OPENPEERING_JDK" ]
}

# Where fetch-jdk.sh puts one, then the places where JDKs usually are, one a line; OPENPEERING_JDK_FOLDERS (separated by
# colons) replaces the latter.
jdk_candidates() {
  printf '%s\n' "$OPENPEERING_ROOT"/.local/jdk-*
  if [ -n "${OPENPEERING_JDK_FOLDERS+set}" ]; then
    printf '%s\n' "$OPENPEERING_JDK_FOLDERS" | tr ':' '\n'
    return
  fi
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$OPENPEERING_JDK+" 2>/dev/null
  fi
  local folder
  for folder in /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    printf '%s\n' "$folder"
  done
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then
    export JAVA_HOME
    return 0
  fi
  local candidate
  while IFS= read -r candidate; do
    if is_jdk "$candidate"; then
      export JAVA_HOME="$candidate"
      return 0
    fi
  done <<EOF
$(jdk_candidates)
EOF
  return 1
}

require_jdk() {
  if ! find_jdk; then
    echo "OpenPeering needs a JDK $OPENPEERING_JDK or newer and none was found." \
      "Install one or set JAVA_HOME to it; ./start and ./test offer to install one." >&2
    exit 2
  fi
}

# The version, checksum and address of the JDK that fetch-jdk.sh fetches for this machine; nothing when there is none.
jdk_to_fetch() {
  [ "$(uname -s)" = Linux ] || return 0
  sed -n "s/^$(uname -m)  *//p" "$OPENPEERING_ROOT/build-config/jdk"
}
