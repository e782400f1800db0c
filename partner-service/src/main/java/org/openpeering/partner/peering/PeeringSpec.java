/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.ProbeProtocol;
import org.openpeering.kit.document.Required;
import org.openpeering.partner.connection.ConnectionSpec;

/** A peering as a caller writes it (contract section B.1); read-only members are ignored. */
@RegisterForReflection
public record PeeringSpec(
        @Required @Nullable SkuSpec sku,
        @Required @Nullable PeeringKind kind,
        @Required @Nullable String location,
        @Nullable Map<String, @Nullable String> tags,
        @Required @Nullable PropertiesSpec properties) {

    /** For keeping: without secrets, and with an identifier for each connection that has none, the same every time. */
    public PeeringSpec identified(Asn asn) {
        if (properties == null) {
            return this;
        }
        String place = asn + "/" + properties.peeringLocation() + "/";
        DirectSpec direct = properties.direct();
        ExchangeSpec exchange = properties.exchange();
        return new PeeringSpec(
                sku,
                kind,
                location,
                tags,
                new PropertiesSpec(
                        direct == null
                                ? null
                                : new DirectSpec(
                                        identified(place, direct.connections()),
                                        direct.peerAsn(),
                                        direct.directPeeringType()),
                        exchange == null
                                ? null
                                : new ExchangeSpec(identified(place, exchange.connections()), exchange.peerAsn()),
                        properties.connectivityProbes(),
                        properties.peeringLocation()));
    }

    private static @Nullable List<@Nullable ConnectionSpec> identified(
            String place, @Nullable List<@Nullable ConnectionSpec> connections) {
        List<@Nullable ConnectionSpec> identified = new ArrayList<>();
        for (ConnectionSpec connection : connections == null ? List.<@Nullable ConnectionSpec>of() : connections) {
            String name = place + identified.size();
            identified.add(
                    connection == null
                            ? null
                            : connection.identified(
                                    UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString()));
        }
        return connections == null ? null : identified;
    }

    /** The SKU; what else it has follows from its name. */
    @RegisterForReflection
    public record SkuSpec(@Required @Nullable String name) {}

    /** The properties. */
    @RegisterForReflection
    public record PropertiesSpec(
            @Nullable DirectSpec direct,
            @Nullable ExchangeSpec exchange,
            @Nullable List<@Nullable ProbeSpec> connectivityProbes,
            @Required @Nullable String peeringLocation) {}

    /** What a direct peering has. */
    @RegisterForReflection
    public record DirectSpec(
            @Nullable List<@Nullable ConnectionSpec> connections,
            @Nullable SubResourceSpec peerAsn,
            @Nullable DirectPeeringType directPeeringType) {}

    /** What an exchange peering has. */
    @RegisterForReflection
    public record ExchangeSpec(
            @Nullable List<@Nullable ConnectionSpec> connections,
            @Nullable SubResourceSpec peerAsn) {}

    /** What the cloud is to probe; since 2025-05-01. */
    @RegisterForReflection
    public record ProbeSpec(
            @Required @Nullable String endpoint,
            @Required @Nullable String azureRegion,
            @Required @Nullable ProbeProtocol protocol) {}

    /** A reference. */
    @RegisterForReflection
    public record SubResourceSpec(@Required @Nullable String id) {}
}
