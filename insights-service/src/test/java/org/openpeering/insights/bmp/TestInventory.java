/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Routers by name and address. */
public final class TestInventory implements RouterInventory {
    private final Map<String, List<InetAddress>> routers = new ConcurrentHashMap<>();

    /** Routers whose name is as wanted, from anywhere. */
    public static RouterInventory named(Predicate<String> names) {
        return new RouterInventory() {
            @Override
            public boolean knows(InetAddress source) {
                return true;
            }

            @Override
            public Admission admit(String sysName, InetAddress source) {
                return names.test(sysName)
                        ? new Admission.Admitted(new RouterIdentity(sysName))
                        : new Admission.Refused(Refusal.UNKNOWN_ROUTER);
            }
        };
    }

    TestInventory with(String router, String... addresses) {
        routers.put(
                router, List.of(addresses).stream().map(InetAddress::ofLiteral).toList());
        return this;
    }

    @Override
    public boolean knows(InetAddress source) {
        return routers.values().stream().anyMatch(addresses -> addresses.contains(source));
    }

    @Override
    public Admission admit(String sysName, InetAddress source) {
        List<InetAddress> addresses = routers.get(sysName);
        if (addresses == null) {
            return new Admission.Refused(Refusal.UNKNOWN_ROUTER);
        }
        return addresses.contains(source)
                ? new Admission.Admitted(new RouterIdentity(sysName))
                : new Admission.Refused(Refusal.FOREIGN_ADDRESS);
    }
}
