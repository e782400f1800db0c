/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.time.Instant;
import java.util.Random;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

/**
 * Holds as many made-up VRPs as there are (argument, default 700,000; a quarter of them IPv6), without and with ends, and
 * prints the heap that they take, and the time to drop those that have expired.
 */
final class Load {
    private static final Instant FIRST = Instant.parse("2026-05-04T10:00:00Z");

    private static final int TABLES = 4;

    private Load() {}

    public static void main(String... arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 700_000;
        print("without ends", count, false);
        VrpTable table = print("with ends", count, true);
        for (int i = 1; i <= 5; i++) {
            long start = System.nanoTime();
            VrpTable left = table.inForce(FIRST.plusSeconds(i));
            System.out.printf("%,d left, %.1f ms%n", left.size(), (System.nanoTime() - start) / 1e6);
        }
    }

    /** Of several tables, so that whatever else comes and goes does not count. */
    private static VrpTable print(String what, int count, boolean ends) {
        VrpTable[] tables = new VrpTable[TABLES];
        table(count, ends);
        long before = used();
        for (int i = 0; i < TABLES; i++) {
            tables[i] = table(count, ends);
        }
        long held = (used() - before) / TABLES;
        System.out.printf(
                "%s: %,d VRPs, %,d bytes, %.1f each%n", what, tables[0].size(), held, (double) held / tables[0].size());
        return tables[TABLES - 1];
    }

    private static VrpTable table(int count, boolean ends) {
        Random random = new Random(7);
        VrpChanges changes = new VrpChanges();
        for (int i = 0; i < count; i++) {
            IpPrefix prefix = i % 4 == 0
                    ? IpPrefix.around(
                            new IpAddress(Family.IPV6, 0x2000_0000_0000_0000L | random.nextLong() >>> 4, 0), 48)
                    : IpPrefix.around(new IpAddress(Family.IPV4, 0, random.nextInt() & 0xFFFF_FFFFL), 24);
            Instant end = ends ? FIRST.plusSeconds(random.nextInt(86_400)) : null;
            changes.announce(new Vrp(prefix, prefix.length(), new Asn(random.nextInt(400_000)), null, end));
        }
        return VrpTable.of(changes);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
