/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Sight;
import org.openpeering.contract.insights.RouteActivity.Turn;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.activity.Activity;
import org.openpeering.insights.activity.store.ActivityLadder;
import org.openpeering.insights.rollup.Level;
import org.openpeering.insights.rollup.MergeService;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.Database;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;

/** From messages about sessions to what a partner reads of them, by way of real PostgreSQL. */
@QuarkusTest
@WithTestResource(
        value = ServiceTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "insights"),
            @ResourceArg(name = "port", value = "openpeering.bmp.port")
        })
class SessionStatisticsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Subscription OWN = new Subscription("aaaaaaaa-0000-4000-8000-00000000005a");
    private static final Subscription OTHER = new Subscription("aaaaaaaa-0000-4000-8000-00000000005b");
    /** In the past, so that no clock that goes on changes what is to be seen. */
    private static final Instant BEGIN =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));

    private final String router = "edge-" + UUID.randomUUID();
    private final String metro = "Hammerfest-" + UUID.randomUUID();
    private final ResourceId peering = ResourceId.ofGroup(OWN, "rg", ResourceType.PEERINGS, "p" + UUID.randomUUID());
    private long revision = System.currentTimeMillis() << 8;

    private static Instant minute(int minutes) {
        return BEGIN.plus(Duration.ofMinutes(minutes));
    }

    private void configured() {
        Broker.send(
                Topic.EDGE_ROUTERS,
                new EdgeRouter(router, revision, metro, List.of(IpAddress.parse("192.0.2.254")), List.of()));
        configured(peering);
    }

    private void configured(ResourceId id) {
        Broker.send(
                Topic.PEERINGS,
                new Peering(
                        id,
                        revision,
                        PeeringKind.DIRECT,
                        DirectPeeringType.EDGE,
                        metro,
                        ResourceId.ofSubscription(OWN, ResourceType.PEER_ASNS, "as64497"),
                        new Asn(64497),
                        List.of(new ConfiguredSession(
                                "c1", IpAddress.parse("198.51.100.1"), null, ConnectionState.ACTIVE, true)),
                        List.of(ConnectionState.ACTIVE)));
    }

    private ObservedSession session(int minutes, boolean established, String reason) {
        return new ObservedSession(
                router,
                IpAddress.parse("198.51.100.1"),
                new Asn(64497),
                IpAddress.parse("198.51.100.2"),
                established,
                minute(minutes),
                reason,
                ++revision);
    }

    @Inject
    MergeService merges;

    @Inject
    ActivityLadder ladder;

    private ValidatableResponse read(Subscription who, String query) {
        return get(who, peering + "/statistics?api-version=2021-06-01" + query);
    }

    private static ValidatableResponse get(Subscription who, String path) {
        return given().header(
                        "Authorization", "Bearer " + Tokens.of("reader", "/subscriptions/" + who.key() + "/Reader"))
                .get(path)
                .then();
    }

    private static String hours(int first, int last) {
        return "&granularity=PT1H&from=" + minute(first * 60) + "&to=" + minute(last * 60);
    }

    @Test
    void aPartnerReadsAvailabilityFlapsAndGapsOfItsSessions() {
        configured();
        ObservedSession down = session(90, false, "RemoteNotification");
        Broker.send(Topic.SESSION_STATES, session(60, true, ""));
        Broker.send(Topic.SESSION_STATES, down);
        Broker.send(Topic.SESSION_STATES, session(105, true, ""));
        Broker.send(Topic.SESSION_STATES, session(180, false, "BmpSessionLost"));
        // Again, as after a crash.
        Broker.send(Topic.SESSION_STATES, down);
        Broker.send(Topic.SESSION_STATES, session(240, true, ""));
        Broker.send(
                Topic.COLLECTOR_GAPS,
                new CollectorGap(
                        "gap-" + router,
                        1,
                        CollectorGap.Cause.UNATTENDED,
                        "all",
                        "No collector was running",
                        "Nothing was seen",
                        minute(270),
                        minute(300),
                        minute(300),
                        "They are back",
                        1,
                        0,
                        List.of(),
                        "test"));

        eventually(
                LIMIT,
                () -> read(OWN, hours(0, 5))
                        .statusCode(200)
                        .body("granularity", is("PT1H"))
                        .body("sessions.size()", is(1))
                        .body("sessions[0].connectionIdentifier", is("c1"))
                        .body("sessions[0].sessionAddress", is("198.51.100.1"))
                        .body("sessions[0].windows.secondsSeen", is(List.of(0, 3600, 3600, 0, 1800)))
                        .body("sessions[0].windows[0].sessionAvailability", nullValue())
                        .body("sessions[0].windows[0].flapCounts", nullValue())
                        .body("sessions[0].windows[1].sessionAvailability.toDouble()", closeTo(0.75, 0.001))
                        .body("sessions[0].windows[1].flapCounts", is(1))
                        .body("sessions[0].windows[2].flapCounts", is(0))
                        .body("sessions[0].windows[3].sessionAvailability", nullValue()));
        assertThat(Database.query("select count(*)::text from session_change where session = "
                        + Database.text(router + "|198.51.100.1")))
                .containsExactly("5");
        read(OWN, "&granularity=P1D&from=" + BEGIN + "&to=" + BEGIN.plus(Duration.ofDays(1)))
                .statusCode(200)
                .body("sessions[0].windows.size()", is(1))
                .body("sessions[0].windows[0].flapCounts", is(1));
    }

    private static RouteActivity activity(
            RouteActivity.Kind kind, String subject, Instant at, long counter, int announcements, Turn... turns) {
        Activity counted = new Activity();
        for (int i = 0; i < announcements; i++) {
            counted.came(3, i == 0, 64500 + i, 1);
            counted.update(1, 0, i == 0 ? 0 : 1);
        }
        return counted.message(kind, subject, at, counter, List.of(turns));
    }

    private static void tell(RouteActivity activity) {
        Broker.send(Topic.ROUTE_ACTIVITY, activity.key(), activity.revision(), activity);
    }

    @Test
    void whatIsCountedIsReadOnceAndZeroIsToldApartFromAGap() {
        configured();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Instant first = now.minus(Duration.ofMinutes(3));
        String subject = router + "|198.51.100.1";
        revision = now.toEpochMilli() << 8;
        Broker.send(
                Topic.SESSION_STATES,
                new ObservedSession(
                        router,
                        IpAddress.parse("198.51.100.1"),
                        new Asn(64497),
                        IpAddress.parse("198.51.100.2"),
                        true,
                        first.plusSeconds(1),
                        "",
                        ++revision));
        RouteActivity whole = activity(RouteActivity.Kind.SESSION, subject, first, 7, 5);
        tell(activity(RouteActivity.Kind.SESSION, subject, first, 7, 2));
        tell(whole);
        tell(activity(RouteActivity.Kind.SESSION, subject, first, 7, 3));
        tell(whole);
        tell(activity(RouteActivity.Kind.SESSION, subject, first, 8, 1));
        tell(activity(RouteActivity.Kind.SESSION, subject, now.minus(Duration.ofDays(9)), 8, 1));

        eventually(
                LIMIT,
                () -> read(OWN, "&granularity=PT1M&from=" + first.minusSeconds(60) + "&to=" + now)
                        .statusCode(200)
                        .body("sessions[0].windows.size()", is(4))
                        .body("sessions[0].windows[0].secondsSeen", is(0))
                        .body("sessions[0].windows[0].routes", nullValue())
                        .body("sessions[0].windows[1].routes.announcements", is(6))
                        .body("sessions[0].windows[1].routes.updates", is(6))
                        .body("sessions[0].windows[1].routes.pathChanges", is(4))
                        .body("sessions[0].windows[1].routes.distinctPaths", is(5))
                        .body("sessions[0].windows[1].routes.prepended", is(2))
                        .body("sessions[0].windows[1].routes.pathLengths[0].length", is(3))
                        .body("sessions[0].windows[1].routes.pathLengths[0].announcements", is(6)));
        // Since the table began, which is not long ago here, nothing is nothing.
        Instant hour = first.truncatedTo(ChronoUnit.HOURS);
        read(OWN, "&granularity=PT1H&from=" + hour + "&to=" + hour.plus(Duration.ofHours(1)))
                .statusCode(200)
                .body("sessions[0].windows[0].routes.announcements", is(6));
        Transactions.await(() -> merges.close(ladder, Level.FIVE_MINUTES, now.plus(Duration.ofHours(1))));
        while (Transactions.await(() -> merges.merge(ladder, Level.FIVE_MINUTES)) > 0) {
            // All that is due.
        }
        eventually(
                LIMIT,
                () -> assertThat(Database.query("select sum(m.announcements)::text from activity_five_minutes m"
                                + " join activity_series using (series) where subject = " + Database.text(subject)))
                        .containsExactly("6"));
        read(OWN, "&granularity=PT1H&from=" + hour + "&to=" + hour.plus(Duration.ofHours(1)))
                .statusCode(200)
                .body("sessions[0].windows[0].routes.announcements", is(6));

        // The address goes to another one, to whom what was is none of its business.
        ResourceId next = ResourceId.ofGroup(OTHER, "rg", ResourceType.PEERINGS, "p" + UUID.randomUUID());
        configured(next);
        eventually(
                LIMIT,
                () -> assertThat(Database.query("select subscription from session_holding where site = "
                                + Database.text(metro.toLowerCase(Locale.ROOT))))
                        .containsExactly(OTHER.key()));
        eventually(
                LIMIT,
                () -> get(
                                OTHER,
                                next + "/statistics?api-version=2021-06-01&granularity=PT1M&from="
                                        + first.minusSeconds(60) + "&to=" + now)
                        .statusCode(200)
                        .body("sessions[0].windows.secondsSeen", is(List.of(0, 0, 0, 0)))
                        .body("sessions[0].windows.routes", is(Arrays.asList(null, null, null, null))));
    }

    private static void heldSince(IpPrefix prefix, ResourceId holder, Instant since) {
        eventually(
                LIMIT,
                () -> assertThat(Database.query("with held as (update prefix_holding set since = "
                                + Database.text(since.toString()) + "::timestamptz where prefix = "
                                + Database.text(prefix.toString()) + " and holder = " + Database.text(holder.key())
                                + " returning 1) select count(*)::text from held"))
                        .containsExactly("1"));
    }

    @Test
    void whoHoldsAPrefixReadsWhatBecameOfIt() {
        // The tables of this test are young, and of before them nothing is known.
        Database.query("with older as (update activity_begin set at = at - interval '1 hour' returning 1)"
                + " select count(*)::text from older");
        IpPrefix prefix =
                IpPrefix.parse("2001:db8:" + Integer.toHexString((int) (revision >>> 8 & 0x7FFF) + 1) + "::/48");
        ResourceId service = ResourceId.ofGroup(OWN, "rg", ResourceType.PEERING_SERVICES, "s" + UUID.randomUUID());
        ResourceId own = service.child(ResourceType.PREFIXES, "own");
        ResourceId later = ResourceId.ofGroup(OTHER, "rg", ResourceType.PEERING_SERVICES, "s" + UUID.randomUUID())
                .child(ResourceType.PREFIXES, "later");
        Broker.send(
                Topic.MONITORED_PREFIXES,
                new MonitoredPrefix(prefix, revision, List.of(new Asn(64500)), List.of()).heldBy(List.of(own, later)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Instant first = now.minus(Duration.ofMinutes(4));
        heldSince(prefix, own, first.minus(Duration.ofHours(1)));
        heldSince(prefix, later, first.plusSeconds(70));
        // What nobody counts is set aside, and holds up nothing.
        Broker.send(
                Topic.ROUTE_ACTIVITY,
                prefix.toString(),
                1,
                Map.of(
                        "kind",
                        "Prefix",
                        "subject",
                        prefix.toString(),
                        "at",
                        first.toString(),
                        "counter",
                        1,
                        "revision",
                        99,
                        "updates",
                        -5,
                        "paths",
                        "none"));
        tell(activity(
                RouteActivity.Kind.PREFIX,
                prefix.toString(),
                first,
                1,
                2,
                new Turn(first, Sight.GONE),
                new Turn(first.plusSeconds(30), Sight.ANNOUNCED)));
        tell(activity(
                RouteActivity.Kind.PREFIX,
                prefix.toString(),
                first.plusSeconds(60),
                2,
                1,
                new Turn(first.plusSeconds(75), Sight.GONE)));

        String query = "/statistics?api-version=2021-06-01&granularity=PT1M&from=" + first + "&to="
                + first.plus(Duration.ofMinutes(3));
        eventually(
                LIMIT,
                () -> get(OWN, own + query)
                        .statusCode(200)
                        .body("prefix", is(prefix.toString()))
                        .body("windows.secondsSeen", is(List.of(30, 60, 60)))
                        .body("windows[0].availability.toDouble()", closeTo(1, 0.001))
                        .body("windows[0].flapCounts", is(0))
                        .body("windows[0].routes.announcements", is(2))
                        .body("windows[1].availability.toDouble()", closeTo(0.25, 0.001))
                        .body("windows[1].flapCounts", is(1))
                        .body("windows[2].availability.toDouble()", closeTo(0, 0.001))
                        .body("windows[2].routes.announcements", is(0)));
        // How it fares does not depend on where one begins to look.
        get(
                        OWN,
                        own + "/statistics?api-version=2021-06-01&granularity=PT1M&from="
                                + first.plus(Duration.ofMinutes(2)) + "&to=" + first.plus(Duration.ofMinutes(3)))
                .statusCode(200)
                .body("windows[0].secondsSeen", is(60))
                .body("windows[0].availability.toDouble()", closeTo(0, 0.001));
        // Who has it since the second minute reads nothing of who had it before.
        get(OTHER, later + query)
                .statusCode(200)
                .body("windows.secondsSeen", is(List.of(0, 50, 60)))
                .body("windows[0].routes", nullValue())
                .body("windows[0].availability", nullValue())
                .body("windows[1].routes", nullValue())
                .body("windows[1].availability.toDouble()", closeTo(0.1, 0.001))
                .body("windows[1].flapCounts", is(1))
                .body("windows[2].routes.announcements", is(0));
        Instant hour = first.truncatedTo(ChronoUnit.HOURS);
        get(
                        OTHER,
                        later + "/statistics?api-version=2021-06-01&granularity=PT1H&from=" + hour + "&to="
                                + hour.plus(Duration.ofHours(1)))
                .statusCode(200)
                .body("windows[0].routes", nullValue());
        get(
                        OWN,
                        own
                                + "/statistics?api-version=2021-06-01&granularity=PT1M&from=2016-01-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                .statusCode(400)
                .body("error.target", is("to"))
                .body("error.message", containsString("coarser granularity"));
        get(OTHER, own + query).statusCode(403);
        get(OWN, service.child(ResourceType.PREFIXES, "none") + query).statusCode(404);
    }

    @Test
    void whatCantBeAnsweredIsRefusedWithTheMemberAndTheMend() {
        configured();
        eventually(LIMIT, () -> read(OWN, hours(0, 1)).statusCode(200));

        read(OWN, "&granularity=PT1M&from=2016-01-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                .statusCode(400)
                .body("error.target", is("to"))
                .body("error.message", containsString("coarser granularity"));
    }

    @Test
    void othersReadNothing() {
        configured();
        eventually(LIMIT, () -> read(OWN, hours(0, 1)).statusCode(200));

        read(OTHER, hours(0, 1)).statusCode(403);
    }
}
