/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.probetarget;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

/** What the owner of a prefix offers; {@link ProbeTargetRules} reads it. */
@RegisterForReflection
public record ProbeTargetsSpec(@Required @Nullable Properties properties) {
    /** @param targets all of them; what was offered before and is not here is taken back */
    @RegisterForReflection
    public record Properties(@Required @Nullable List<@Nullable Target> targets) {}

    /**
     * @param address inside the prefix
     * @param probe {@code TcpConnect}, {@code TlsHandshake}, {@code HttpFirstByte}, {@code IcmpEcho} or {@code Traceroute}
     * @param port of the first three, which need one
     */
    @RegisterForReflection
    public record Target(
            @Required @Nullable String address,
            @Required @Nullable String probe,
            @Nullable Integer port) {}
}
