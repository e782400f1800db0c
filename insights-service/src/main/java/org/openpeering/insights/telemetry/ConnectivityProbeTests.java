/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringProbe;
import org.openpeering.contract.partner.ProbeProtocol;
import org.openpeering.insights.agent.Agent;
import org.openpeering.insights.directory.Directory;

/**
 * Connectivity probes of peerings that work: the network's agents at the site of the probe's region measure them. An endpoint is
 * what a partner says: it is measured only when it is the partner's end of a session of this peering, or lies in a prefix that is
 * registered under it, so nobody has others measured.
 */
@ApplicationScoped
class ConnectivityProbeTests implements TestSource {
    private final Directory directory;
    private final TelemetryConfig.Connectivity config;

    ConnectivityProbeTests(Directory directory, TelemetryConfig config) {
        this.directory = directory;
        this.config = config.connectivity();
    }

    @Override
    public Uni<List<AgentTest>> testsOf(Agent agent) {
        return Uni.createFrom()
                .item(() -> agent.subscription() != null
                        ? List.of()
                        : directory
                                .peerings()
                                .values()
                                .filter(Peering::hasActiveConnection)
                                .filter(peering -> !peering.connectivityProbes().isEmpty())
                                .sorted(Comparator.comparing(Peering::key))
                                .flatMap(peering -> tests(peering, agent.site()))
                                .toList());
    }

    private Stream<AgentTest> tests(Peering peering, String site) {
        return peering.connectivityProbes().stream()
                .filter(probe -> probe.protocol() != ProbeProtocol.NONE)
                .filter(probe -> site(peering, probe).equalsIgnoreCase(site))
                .filter(probe -> isItsOwn(peering, probe.endpoint()))
                .map(probe -> test(peering, probe))
                .distinct();
    }

    private String site(Peering peering, PeeringProbe probe) {
        return config.sites().getOrDefault(probe.region().toLowerCase(Locale.ROOT), peering.metro());
    }

    private boolean isItsOwn(Peering peering, IpAddress endpoint) {
        return peering.sessions().stream()
                        .anyMatch(session -> session.peerAddress().equals(endpoint))
                || IntStream.rangeClosed(0, endpoint.family().bits())
                        .mapToObj(length -> IpPrefix.around(endpoint, length).toString())
                        .flatMap(prefix -> directory.monitored().find(prefix).stream())
                        .flatMap(prefix -> prefix.holders().stream())
                        .anyMatch(holder -> holder.key().startsWith(peering.key() + "/registeredprefixes/"));
    }

    private AgentTest test(Peering peering, PeeringProbe probe) {
        boolean tcp = probe.protocol() == ProbeProtocol.TCP;
        String test = probe.test(peering.id());
        return new AgentTest(
                SamplePurpose.CONNECTIVITY_PROBE.wire() + "|" + test,
                SamplePurpose.CONNECTIVITY_PROBE,
                tcp ? ProbeKind.TCP_CONNECT : ProbeKind.ICMP_ECHO,
                probe.endpoint().toString(),
                null,
                tcp ? config.tcpPort() : null,
                null,
                false,
                test,
                config.every(),
                config.count(),
                config.timeout());
    }
}
