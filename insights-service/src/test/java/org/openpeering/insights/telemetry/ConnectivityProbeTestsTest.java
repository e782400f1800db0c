/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.PeeringProbe;
import org.openpeering.contract.partner.ProbeProtocol;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.agent.Agent;
import org.openpeering.insights.directory.Directory;
import org.openpeering.kit.message.Received;

class ConnectivityProbeTestsTest {
    private static final ResourceId PEERING = ResourceId.parse(
            "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg/providers/Microsoft.Peering/peerings/Fra");
    private static final Agent FRANKFURT = new Agent("fra-1", "Frankfurt", "fra-1", null, false);
    private static final Agent PARIS = new Agent("par-1", "Paris", "par-1", null, false);

    private final Directory directory = new Directory();
    private final ConnectivityProbeTests tests = new ConnectivityProbeTests(
            directory,
            new SmallRyeConfigBuilder()
                    .withMapping(TelemetryConfig.class)
                    .withDefaultValue("openpeering.telemetry.connectivity.sites.francecentral", "Paris")
                    .build()
                    .getConfigMapping(TelemetryConfig.class));

    private static PeeringProbe probe(String endpoint, String region, ProbeProtocol protocol) {
        return new PeeringProbe(IpAddress.parse(endpoint), region, protocol);
    }

    private static Peering peering(ConnectionState state, PeeringProbe... probes) {
        return new Peering(
                PEERING,
                1,
                PeeringKind.DIRECT,
                DirectPeeringType.EDGE,
                "Frankfurt",
                ResourceId.parse(
                        "/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.Peering/peerAsns/a"),
                new Asn(64496),
                List.of(new ConfiguredSession(
                        "c1", IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"), state, true)),
                List.of(state),
                List.of(probes));
    }

    private void told(Peering peering) {
        directory.peerings().received(new Received<>(peering.key(), peering.revision(), peering));
    }

    private void registered(String prefix, ResourceId holder) {
        directory
                .monitored()
                .received(new Received<>(
                        prefix,
                        1,
                        new MonitoredPrefix(IpPrefix.parse(prefix), 1, List.of(), List.of()).heldBy(List.of(holder))));
    }

    private List<AgentTest> of(Agent agent) {
        return tests.testsOf(agent).await().indefinitely();
    }

    @Test
    void thePartnersEndOfASessionIsMeasuredFromThePeeringsMetro() {
        told(peering(ConnectionState.ACTIVE, probe("192.0.2.1", "germanywestcentral", ProbeProtocol.ICMP)));

        assertThat(of(PARIS)).isEmpty();
        assertThat(of(FRANKFURT)).singleElement().satisfies(test -> {
            assertThat(test.purpose()).isEqualTo(SamplePurpose.CONNECTIVITY_PROBE);
            assertThat(test.probe()).isEqualTo(ProbeKind.ICMP_ECHO);
            assertThat(test.destination()).isEqualTo("192.0.2.1");
            assertThat(test.port()).isNull();
            assertThat(test.test()).isEqualTo(PEERING.key() + "/connectivityprobes/192.0.2.1/icmp");
        });
    }

    @Test
    void aRegionThatASiteStandsForIsMeasuredFromThere() {
        told(peering(ConnectionState.ACTIVE, probe("192.0.2.1", "FranceCentral", ProbeProtocol.TCP)));

        assertThat(of(FRANKFURT)).isEmpty();
        assertThat(of(PARIS)).singleElement().satisfies(test -> {
            assertThat(test.probe()).isEqualTo(ProbeKind.TCP_CONNECT);
            assertThat(test.port()).isEqualTo(443);
        });
    }

    /** Else a partner could have anybody measured. */
    @Test
    void anEndpointIsMeasuredOnlyWhereItIsThePartners() {
        told(peering(ConnectionState.ACTIVE, probe("198.51.100.7", "germanywestcentral", ProbeProtocol.ICMP)));
        assertThat(of(FRANKFURT)).isEmpty();

        ResourceId other = ResourceId.parse(PEERING + "2/registeredPrefixes/r");
        registered("198.51.100.0/24", other);
        assertThat(of(FRANKFURT)).isEmpty();

        registered("198.51.100.0/25", ResourceId.parse(PEERING + "/registeredPrefixes/r"));
        assertThat(of(FRANKFURT)).hasSize(1);
    }

    @Test
    void whatDoesNotWorkAndWhatIsNotAskedForIsNotMeasured() {
        told(peering(ConnectionState.PROVISIONING_STARTED, probe("192.0.2.1", "x", ProbeProtocol.ICMP)));
        assertThat(of(FRANKFURT)).isEmpty();
        told(new Received<>(
                PEERING.key(), 2, peering(ConnectionState.ACTIVE, probe("192.0.2.1", "x", ProbeProtocol.NONE))));
        assertThat(of(FRANKFURT)).isEmpty();
    }

    private void told(Received<Peering> message) {
        directory.peerings().received(message);
    }

    @Test
    void customersAgentsMeasureForThemselvesOnly() {
        told(peering(ConnectionState.ACTIVE, probe("192.0.2.1", "x", ProbeProtocol.ICMP)));
        Subscription customer = new Subscription("22222222-2222-4222-8222-222222222222");

        assertThat(of(new Agent("own", "Frankfurt", "own", customer, false))).isEmpty();
    }
}
