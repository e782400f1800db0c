/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** What prefix-service answers of a registered prefix or AS number; of its members these are read. */
@RegisterForReflection
public record Registration(String name, Registered properties) {
    /** Either of them. */
    @RegisterForReflection
    public record Registered(
            @Nullable IpPrefix prefix, @Nullable Asn asn) {}
}
