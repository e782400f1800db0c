/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.net.IpAddress.Family;

/** A log of announcements and withdrawals of VRPs in the order in which they came; applied by {@link VrpTable#apply}. */
public final class VrpChanges {
    /** More names than there ever were; the VRPs of further ones count as of unknown origin. */
    private static final int MOST_ANCHORS = 100;

    static final int WITHDRAWN = -1;

    private final VrpColumns v4 = new VrpColumns(Family.IPV4, 16);
    private final VrpColumns v6 = new VrpColumns(Family.IPV6, 16);
    private final List<String> anchors = new ArrayList<>();

    public void announce(Vrp vrp) {
        of(vrp.prefix().family()).add(vrp, anchor(vrp));
    }

    public void withdraw(Vrp vrp) {
        of(vrp.prefix().family()).add(vrp, WITHDRAWN);
    }

    private int anchor(Vrp vrp) {
        String name = vrp.trustAnchor();
        if (name == null) {
            return 0;
        }
        if (!anchors.contains(name) && anchors.size() < MOST_ANCHORS) {
            anchors.add(name);
        }
        return anchors.indexOf(name) + 1;
    }

    public int size() {
        return v4.size() + v6.size();
    }

    VrpColumns of(Family family) {
        return family == Family.IPV4 ? v4 : v6;
    }

    List<String> anchors() {
        return anchors;
    }
}
