/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * Where a measurement was made, and of which registered prefix it is.
 *
 * @param probes by a probe's number, the site that it stands for
 * @param otherwise the site of what has none of its own; null: there is none
 * @param known an edge site as the inventory spells it
 * @param registered whether a prefix is
 */
record Sites(
        Map<String, String> probes,
        @Nullable String otherwise,
        Function<String, Optional<String>> known,
        Function<IpPrefix, Boolean> registered) {
    Sites {
        probes = Map.copyOf(probes);
    }

    /** Of a probe of RIPE Atlas. */
    String ofProbe(@Nullable String probe) throws Fault {
        String site = probes.getOrDefault(String.valueOf(probe), String.valueOf(otherwise));
        if (otherwise == null && !probes.containsKey(String.valueOf(probe))) {
            throw new Fault(
                    "Probe " + probe + " stands for no site: name it in openpeering.latency.probe-sites, or give"
                            + " 'site' for all that are not named.");
        }
        return known(site);
    }

    /** Of a flow. */
    String ofFlow(@Nullable String site) throws Fault {
        String named = site == null ? otherwise : site;
        if (named == null) {
            throw new Fault("'site' is missing, and none is given for the whole import.");
        }
        return known(named);
    }

    private String known(String site) throws Fault {
        return known.apply(site).orElseThrow(() -> new Fault("There is no edge site " + Fields.shown(site) + "."));
    }

    /** The longest registered prefix that holds it. */
    IpPrefix prefix(IpAddress target) throws Fault {
        for (int length = target.family().bits(); length > 0; length--) {
            IpPrefix prefix = IpPrefix.around(target, length);
            if (registered.apply(prefix)) {
                return prefix;
            }
        }
        throw new Fault("Nobody has registered a prefix that holds " + target + ".");
    }
}
