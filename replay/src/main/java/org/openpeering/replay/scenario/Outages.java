/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.time.Duration;

/** A prefix is lost to many, while its owner announces it as ever. */
final class Outages {
    private Outages() {}

    /**
     * Somebody signs ROAs in the name of AS12479 (Orange España) for AS49581, and who drops what is invalid drops its
     * prefixes: from 14:11 on within some ten minutes, as each refreshes what it knows. The ROAs are revoked later in
     * the afternoon, and from 17:47 the prefixes come back within an hour. Before, and after, ROAs of AS12479.
     *
     * <p>D. Madory, Kentik: Digging into the Orange España Hack, 4 January 2024; bgp.tools, January 2024, for the
     * times of the routes.
     */
    static Scenario orange(Plot plot) {
        plot.begin("14:06");
        plot.watch("149.74.0.0/16", "12479", "5511");
        plot.table("149.74.0.0/16", "5511 12479");
        plot.at("14:06:01").sign("149.74.0.0/16 16 12479");
        plot.at("14:11").sign("149.74.0.0/16 16 49581");
        plot.at("14:11").by(3).over(Duration.ofMinutes(9)).announce("149.74.0.0/16", "5511 12479");
        plot.at("17:47").sign("149.74.0.0/16 16 12479");
        plot.at("17:47").over(Duration.ofMinutes(60)).announce("149.74.0.0/16", "5511 12479");
        return plot.end("18:52");
    }
}
