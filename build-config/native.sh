# SPDX-License-Identifier: Apache-2.0
# Sourced by ./test after everything else was built and tested: what concerns native executables.
services=partner-service,prefix-service,insights-service,gateway

# With GRAALVM_HOME the executables are built and *IT run on them. Without it everything but the image builder runs: what
# Quarkus' extensions do for an executable, its registrations and arguments. That finds what does not fit together, not
# what the image builder would refuse.
test_native() {
  if [ -n "${GRAALVM_HOME:-}" ]; then
    echo "GraalVM: $GRAALVM_HOME"
    mvn -B -ntp verify -Dnative -DskipUTs -pl "$services" -am
    return
  fi
  mvn -B -ntp -q -T 2 package -Dnative -Dquarkus.native.sources-only=true -DskipTests -Dspotless.check.skip \
    -Dcyclonedx.skip -Dquarkus.dependency.sbom.skip -pl "$services" -am || return
  local service
  for service in ${services//,/ }; do
    if ! [ -s "$service/target/native-sources/native-image.args" ]; then
      echo "$service: nothing was prepared for the image builder" >&2
      return 1
    fi
  done
}
