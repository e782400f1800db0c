/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.activity.MinuteCounter;
import org.openpeering.insights.collector.Completeness.Patience;
import org.openpeering.insights.collector.Completeness.Phase;
import org.openpeering.insights.rib.AdjRibIn;

/** What is known of one peer that is up. Changed under the turn and the state lock of its shard. */
final class PeerState {
    private final AdjRibIn routes;
    private boolean judged;
    private SessionUp cameUp;
    private PeerSession session;
    private boolean ceded;
    private @Nullable Leaving leaving;
    private final Map<Family, Completeness> tables = new EnumMap<>(Family.class);
    /** Families of which routes were known when it came up last. */
    private final Set<Family> waited = EnumSet.noneOf(Family.class);
    /** Families whose table has been complete: only what was known of these can be all that there was. */
    private final Set<Family> whole = EnumSet.noneOf(Family.class);
    /** Families of which End-of-RIB has come, and was believed. */
    private final Set<Family> ended = EnumSet.noneOf(Family.class);

    private @Nullable MinuteCounter counter;
    private final Doubts doubts = new Doubts();
    /** As others have heard of it, if they have. */
    private SessionObservation.@Nullable Established toldUp;

    private boolean toldKnown;
    /** It is judged since a moment ago, and not all that it held by then has been told. */
    private boolean routesUntold;

    PeerState(AdjRibIn routes, boolean judged, SessionUp cameUp, PeerSession session, Instant now) {
        this.routes = routes;
        this.judged = judged;
        this.cameUp = cameUp;
        this.session = session;
        for (Family family : Family.values()) {
            tables.put(family, Completeness.coming(now));
        }
        leaveOutOthers();
    }

    /** What the session does not speak of is not waited for. */
    private void leaveOutOthers() {
        tables.replaceAll((family, table) -> cameUp.families().contains(family) ? table : table.allBack());
        noteWhole();
    }

    List<TableStatus> statuses() {
        return Stream.of(Family.values())
                .map(family -> {
                    Completeness table = Objects.requireNonNull(tables.get(family));
                    return new TableStatus(
                            session,
                            family,
                            judged,
                            routes.size(family),
                            routes.stale(family),
                            table.complete() && !doubts.of(family),
                            !ceded && table.phase() == Completeness.Phase.COMING,
                            table.since(),
                            doubts.list(family));
                })
                .toList();
    }

    /** It is up anew, with the routes of before, all of which are stale. */
    void renew(SessionUp up, PeerSession next, Instant now) {
        // Of a family that the session did not speak of nothing was known.
        whole.retainAll(cameUp.families());
        cameUp = up;
        session = next;
        ceded = false;
        waited.clear();
        ended.clear();
        for (Family family : Family.values()) {
            if (routes.stale(family) > 0 && whole.contains(family)) {
                waited.add(family);
            }
        }
        tables.replaceAll((family, table) -> table.up(now));
        doubts.renew();
        leaveOutOthers();
    }

    /** The same session told again, as routers do for each view they report. */
    boolean isSession(SessionUp up) {
        return up.life().equals(cameUp.life());
    }

    /** What it holds is matched with monitored prefixes; other tables and views are kept and shown. */
    boolean judged() {
        return judged;
    }

    void judge(boolean now) {
        judged = now;
        leaving = null;
        toldUp = null;
        routesUntold = now;
    }

    void routesTold() {
        routesUntold = false;
    }

    SessionUp cameUp() {
        return cameUp;
    }

    /** Others hear of the session; vantages are none of the network's. */
    boolean told() {
        return judged && !session.id().vantage();
    }

    /** Of what it sends; null while others do not hear of it. */
    @Nullable
    MinuteCounter counter() {
        return told() ? counter : null;
    }

    void countedBy(MinuteCounter by) {
        counter = by;
    }

    AdjRibIn routes() {
        return routes;
    }

    PeerSession session() {
        return session;
    }

    /** Its router's present feed has told of it. */
    boolean connected() {
        return tables.values().stream().allMatch(table -> table.phase() != Phase.AWAY && table.phase() != Phase.LOST);
    }

    boolean lost() {
        return tables.values().stream().anyMatch(table -> table.phase() == Phase.LOST);
    }

    void disconnected(Instant now) {
        tables.replaceAll((family, table) -> table.away(now));
    }

    /** Another collector holds it: what becomes of it here is nobody's concern. */
    boolean ceded() {
        return ceded;
    }

    void cede() {
        ceded = true;
    }

    /** Set while its routes are being withdrawn, since the peer is gone or not judged any more. */
    @Nullable
    Leaving leaving() {
        return leaving;
    }

    boolean gone() {
        return leaving != null && !leaving.stays();
    }

    void leave(Leaving now) {
        leaving = now;
    }

    /** Absence of a route is a fact, in both families. */
    boolean complete() {
        return settled() && !doubts.any() && leaving == null;
    }

    /**
     * Absence of a route is a fact, or was one when the table was complete last: what was known before the session came up
     * anew stands, as its routes do, until the table that comes says otherwise.
     */
    private boolean known() {
        return whole.size() == tables.size() && !doubts.any() && !routesUntold;
    }

    /** What others hear of it when it has come up. */
    SessionObservation tell(boolean resumed, Optional<Instant> routerTime, Instant arrival) {
        toldKnown = known();
        toldUp = new SessionObservation.Established(session, resumed, toldKnown, routerTime, arrival);
        return toldUp;
    }

    /** Others were told something else of what is known of the table, and are still told of the session. */
    boolean turned() {
        return toldUp != null && toldKnown != known() && !ceded && leaving == null;
    }

    /** What others hear then. */
    SessionObservation tellTable(Instant now) {
        toldKnown = known();
        return new SessionObservation.Table(Objects.requireNonNull(toldUp), toldKnown, now);
    }

    /** All of both tables has come, as far as it could be read. */
    boolean settled() {
        return settled(Family.IPV4) && settled(Family.IPV6);
    }

    private boolean settled(Family family) {
        return Objects.requireNonNull(tables.get(family)).complete();
    }

    boolean doubtful() {
        return doubts.any();
    }

    /** What the peer has of the family is not known wholly until its next table is complete. */
    void doubt(Family family, Doubt.Reason reason, Instant now) {
        doubts.add(family, reason, now);
    }

    /** The same, of all families that the session speaks of. */
    void doubt(Doubt.Reason reason, Instant now) {
        cameUp.families().forEach(family -> doubt(family, reason, now));
    }

    private int stale() {
        return routes.stale(Family.IPV4) + routes.stale(Family.IPV6);
    }

    /**
     * Grows with each route that is new, and with each stale one that is refreshed or withdrawn, of the tables that have not
     * told their end: what goes on in the others for ever is no table that comes.
     */
    int progress() {
        return progress(Family.IPV4) + progress(Family.IPV6);
    }

    private int progress(Family family) {
        return ended.contains(family) ? 0 : routes.size(family) - 2 * routes.stale(family);
    }

    /** A route has come that is new or was waited for. */
    void progressed() {
        boolean allBack = !waited.isEmpty() && stale() == 0 && whole.size() == tables.size();
        tables.replaceAll((family, table) -> allBack || (waited.contains(family) && routes.stale(family) == 0)
                ? table.allBack()
                : table.progressed());
        noteWhole();
    }

    private void noteWhole() {
        tables.forEach((family, table) -> {
            if (table.complete()) {
                whole.add(family);
                doubts.complete(family);
            }
        });
    }

    void endOfRib(Family family) {
        Completeness table = Objects.requireNonNull(tables.get(family)).endOfRib(routes.stale(family) > 0);
        tables.put(family, table);
        if (table.complete()) {
            ended.add(family);
        }
        noteWhole();
    }

    void postpone(Duration stood) {
        tables.replaceAll((family, table) -> table.postponed(stood));
    }

    void at(Instant now, boolean routerThere, Optional<Instant> news, Patience patience) {
        tables.replaceAll((family, table) -> table.at(now, routerThere, news, patience));
        noteWhole();
    }

    /**
     * Families whose table is complete and that have stale routes: these are gone. Where something could not be read they may
     * have been told in that.
     */
    List<Family> toSweep() {
        // Asked with each message of a table that is coming, in which there mostly is nothing.
        return routes.stale(Family.IPV4) + routes.stale(Family.IPV6) == 0
                ? List.of()
                : Stream.of(Family.values())
                        .filter(family -> routes.stale(family) > 0)
                        .filter(family -> settled(family) && !doubts.unreadable(family))
                        .toList();
    }
}
