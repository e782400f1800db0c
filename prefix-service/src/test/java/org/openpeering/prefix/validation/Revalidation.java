/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.observed;
import static org.openpeering.prefix.testing.Make.required;
import static org.openpeering.prefix.testing.Make.route;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.prefix.evidence.Availability;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.RegistryEvidence;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.evidence.SourceEvidence;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpChanges;
import org.openpeering.registry.rpki.VrpTable;

/**
 * Prints how fast one core judges every registered prefix anew, from the look-up of its VRPs to the report, and what the
 * tables weigh. What is read from the database is made up here: that is not measured. Argument: prefixes (100,000).
 */
final class Revalidation {
    private static final int VRPS = 600_000;
    private static final Instant AT = Instant.parse("2026-05-04T10:00:00Z");
    private static final SourceEvidence SOURCE = new SourceEvidence(Availability.CURRENT, "lab", "1/1", AT);
    private static final NetworkRules RULES = new NetworkRules(new Asn(8075), MAPS, false);

    private Revalidation() {}

    public static void main(String... arguments) throws Exception {
        int prefixes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        long before = used();
        VrpTable vrps = vrps();
        System.out.printf("%,d VRPs, %.1f B each%n", vrps.size(), (double) (used() - before) / vrps.size());
        delta(vrps);
        Random random = new Random(5);
        List<IpPrefix> registered = new ArrayList<>();
        for (int i = 0; i < prefixes; i++) {
            registered.add(IpPrefix.around(address(random), 24));
        }
        List<SessionEvidence> sessions = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            String peer = "192.0.2." + i;
            AsPath path = AsPath.of(64500, 1000 + i);
            sessions.add(new SessionEvidence(
                    required(peer, 64500, "Amsterdam", SessionRole.PRIMARY),
                    List.of(observed("r" + i, peer, 64500, true, 1)),
                    List.of(route("198.51.100.0/24", "r" + i, peer, 64500, path, MAPS))));
        }
        for (int round = 0; round < 3; round++) {
            Map<PrefixValidationState, Integer> states = new EnumMap<>(PrefixValidationState.class);
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (IpPrefix prefix : registered) {
                states.merge(judge(prefix, sessions, vrps).state(), 1, Integer::sum);
            }
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
            System.out.printf(
                    "%,d prefixes judged in %.2f s of CPU, %,.0f/s: %s%n",
                    prefixes, seconds, prefixes / seconds, states);
        }
    }

    private static ValidationReport judge(IpPrefix prefix, List<SessionEvidence> sessions, VrpTable vrps) {
        RegistryEvidence registries = new RegistryEvidence(
                SOURCE, vrps.covering(prefix), List.of(), SourceEvidence.NOT_CONFIGURED, List.of(), Set.of());
        return Validation.of(new Evidence(AT, prefix, RULES, null, sessions, 1, 1, Set.of(), registries), null);
    }

    private static IpAddress address(Random random) {
        return new IpAddress(Family.IPV4, 0, (1 + random.nextInt(220)) * 0x100_0000L + random.nextInt(0x100_0000));
    }

    private static VrpTable vrps() {
        Random random = new Random(9);
        VrpChanges changes = new VrpChanges();
        for (int i = 0; i < VRPS; i++) {
            IpPrefix prefix = i % 5 == 0
                    ? IpPrefix.around(
                            new IpAddress(Family.IPV6, 0x2000_0000_0000_0000L | random.nextLong() >>> 4, 0),
                            32 + random.nextInt(17))
                    : IpPrefix.around(address(random), 16 + random.nextInt(9));
            changes.announce(Vrp.of(
                    prefix, Math.min(prefix.length() + random.nextInt(3), 48 - (i % 5 == 0 ? 0 : 24)), new Asn(1001)));
        }
        return VrpTable.of(changes);
    }

    private static void delta(VrpTable vrps) throws Exception {
        VrpChanges delta = new VrpChanges();
        for (int i = 0; i < 100; i++) {
            delta.announce(Vrp.of(IpPrefix.parse("203.0.113.0/24"), 24, new Asn(4_000_000 + i)));
        }
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            VrpTable applied = vrps.apply(delta);
            double millis = (System.nanoTime() - start) / 1e6;
            System.out.printf("a delta of %d applied in %.1f ms%n", applied.size() - vrps.size(), millis);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
