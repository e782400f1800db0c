/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.insights.collector.Doubt;
import org.openpeering.insights.collector.TableStatus;

/**
 * One session's table of one family in one view.
 *
 * @param judged its routes are matched with monitored prefixes
 * @param staleRoutes those of the routes that have not been sent again since the session came up
 * @param state {@code Complete}; {@code Coming}; {@code Doubtful}: all has come, but not all could be read or held; {@code Away}: its router is, and what was known stands
 * @param since when it has been so
 * @param doubtful since when something could not be read or held; absent where nothing is
 */
@RegisterForReflection
public record TableView(
        String session,
        String router,
        IpAddress peerAddress,
        Asn peerAsn,
        String view,
        String family,
        boolean judged,
        int routes,
        int staleRoutes,
        String state,
        Instant since,
        @Nullable Instant doubtful) {
    /** The list, as every list of the API: a list without pages. */
    @RegisterForReflection
    public record ListView(List<TableView> value) {}

    static TableView of(TableStatus table) {
        return new TableView(
                table.session().id().toString(),
                table.session().id().router(),
                table.session().id().address(),
                table.session().peerAsn(),
                table.session().id().view().wire(),
                table.family() == IpAddress.Family.IPV4 ? "IPv4" : "IPv6",
                table.judged(),
                table.routes(),
                table.stale(),
                state(table),
                table.since(),
                table.doubts().stream()
                        .map(Doubt::since)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static String state(TableStatus table) {
        if (table.complete()) {
            return "Complete";
        }
        return table.coming() ? "Coming" : table.doubts().isEmpty() ? "Away" : "Doubtful";
    }
}
