/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import java.time.Instant;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;

/**
 * A way on which a prefix was seen on one session.
 *
 * @param session what makes it the same session
 * @param since when it was first seen there, as far as that is remembered
 * @param held whether it is there now
 */
public record SeenRoute(AsPath path, String session, Asn peerAsn, Instant since, boolean held) {
    static SeenRoute now(ObservedRoute route) {
        return new SeenRoute(route.asPath(), route.id().session().toString(), route.peerAsn(), route.since(), true);
    }

    /** @param route {@link RouteView#key}, which ends with the path identifier */
    static String session(String route) {
        return route.substring(0, route.lastIndexOf('|'));
    }
}
