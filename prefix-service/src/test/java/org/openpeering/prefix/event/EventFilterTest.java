/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.service;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Customer;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;
import org.openpeering.prefix.testing.Work;

/** What a stream carries of what there is, and what it says of what there is no more. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class EventFilterTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String ALL = "/providers/Microsoft.Peering/events/stream";
    private static final EventType CRITICAL = EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
    private static final EventType WARNING = EventType.PREFIX_WITHDRAWAL_EVENT;
    private static final EventType INFORMATION = EventType.PREFIX_ANNOUNCEMENT_EVENT;

    @Inject
    Network network;

    @Inject
    Sql sql;

    @Inject
    EventService events;

    private Customer customer;
    private Api api;
    private String block;

    @BeforeEach
    void customer() throws Exception {
        customer = Customer.of(network, network.partner());
        api = customer.api();
        block = customer.claimed("s", "p");
    }

    /** What this class says to be gone is gone for it alone. */
    @AfterEach
    void forget() {
        sql.update("delete from routing_event_log_gone");
    }

    private void happened(String prefix, EventType type) throws Exception {
        String id = prefix + type;
        customer.happens(prefix, id, 1, type);
        eventually(
                LIMIT,
                () -> assertThat(sql.find(
                                "select revision from routing_event where event_id = ?",
                                row -> row.number("revision"),
                                id))
                        .isPresent());
    }

    private void carries(String stream, String... names) throws Exception {
        try (StreamClient client = new StreamClient(api, stream, "0")) {
            eventually(LIMIT, () -> assertThat(client.names()).containsExactly(names));
        }
    }

    @Test
    void isByTypeAndLevelAndPrefixInEveryStream() throws Exception {
        String other = customer.claimed("s", "q");
        happened(block, CRITICAL);
        happened(block, WARNING);
        happened(block, INFORMATION);
        happened(other, WARNING);

        for (String stream : List.of(prefix("s", "p") + "/events/stream", service("s") + "/events/stream", ALL)) {
            String at = stream.startsWith(prefix("s", "p")) ? stream + "?" : stream + "?prefix=" + block + "&";
            carries(at + "level=Warning", CRITICAL.wire(), WARNING.wire());
            carries(at + "LEVEL=critical", CRITICAL.wire());
            carries(at + "types=PrefixWithdrawalEvent", WARNING.wire());
            carries(at + "types=PrefixWithdrawalEvent,prefixannouncementevent", WARNING.wire(), INFORMATION.wire());
            carries(at + "types=PrefixWithdrawalEvent&types=PrefixOriginAsChangeEvent&level=Error", CRITICAL.wire());
        }
        carries(ALL + "?types=PrefixWithdrawalEvent", WARNING.wire(), WARNING.wire());
        carries(ALL + "?types=PrefixWithdrawalEvent&prefix=" + other + ",192.0.2.0/24", WARNING.wire());
        api.given()
                .header("Accept", "text/event-stream")
                .queryParam("types", "PrefixHijack")
                .get(api.url(prefix("s", "p") + "/events/stream"))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("types"))
                .body("error.message", containsString("PrefixSubPrefixHijackEvent"));
        api.given()
                .header("Accept", "text/event-stream")
                .queryParam("level", "Severe")
                .get(api.url(ALL))
                .then()
                .statusCode(400)
                .body("error.target", equalTo("level"));
    }

    /** Else its end would never be told. */
    @Test
    void carriesToItsEndWhatHasBecomeLessBad() throws Exception {
        String id = block + "less";
        network.event(Customer.event(block, id, 1, CRITICAL));
        network.event(Customer.event(block, id, 2, CRITICAL, EventLevel.INFORMATION));
        network.event(Customer.event(block, block + "never", 1, CRITICAL, EventLevel.INFORMATION));
        network.event(Customer.event(block, block + "last", 1, CRITICAL));

        try (StreamClient client = new StreamClient(api, prefix("s", "p") + "/events/stream?level=Error", "0")) {
            eventually(LIMIT, () -> assertThat(client.data()).hasSize(3));
            assertThat(client.data().get(1)).contains(id).contains("\"level\":\"Information\"");
            assertThat(client.data().get(2)).contains(block + "last");
        }
    }

    /** Before anything has come it has from where to resume, so that nothing is lost if it is cut off at once. */
    @Test
    void hasFromWhereToResumeAtOnce() throws Exception {
        String from;
        try (StreamClient client = new StreamClient(api, ALL, null)) {
            eventually(LIMIT, () -> assertThat(client.resumesFrom()).isNotEmpty());
            from = client.resumesFrom();
            assertThat(client.data()).isEmpty();
        }
        happened(block, CRITICAL);
        try (StreamClient client = new StreamClient(api, ALL, from)) {
            eventually(LIMIT, () -> assertThat(client.names()).containsExactly(CRITICAL.wire()));
        }
    }

    @Test
    void saysWhatIsNotKeptAnyMore() throws Exception {
        happened(block, CRITICAL);
        long last = sql.get("select max(seq) as seq from routing_event_log", row -> row.number("seq"));
        sql.update(
                "update routing_event_log set recorded_at = now() - interval '31 days' where event_id = ?",
                block + CRITICAL);
        Work.inTransaction(() -> Work.await(events::purge));
        happened(block, WARNING);

        try (StreamClient client = new StreamClient(api, ALL, Long.toString(last - 1))) {
            eventually(LIMIT, () -> assertThat(client.names()).containsExactly("StreamGap", WARNING.wire()));
            assertThat(client.data().getFirst())
                    .contains("\"reason\":\"Expired\"")
                    .contains("\"to\":\"");
        }
        try (StreamClient client = new StreamClient(api, ALL, Long.toString(last))) {
            eventually(LIMIT, () -> assertThat(client.names()).containsExactly(WARNING.wire()));
        }
    }

    @Test
    void saysThatItDoesNotKnowTheLastEventAndGoesOnFromNow() throws Exception {
        happened(block, WARNING);
        for (String id : List.of("a-7", "999999999999999999", "99999999999999999999", "-1", "0x10")) {
            try (StreamClient client = new StreamClient(api, ALL, id)) {
                eventually(LIMIT, () -> assertThat(client.names()).containsExactly("StreamGap"));
                assertThat(client.data().getFirst())
                        .contains("\"reason\":\"Unknown\"")
                        .doesNotContain("\"from\"");
                String more = customer.claimed("s", "m" + Math.abs(id.hashCode()));
                happened(more, CRITICAL);
                eventually(LIMIT, () -> assertThat(client.names()).containsExactly("StreamGap", CRITICAL.wire()));
            }
        }
    }

    /** However large events are: a page of them has a bound in bytes, and none is left out for it. */
    @Test
    void readsLargeEventsInSmallPagesAndLeavesNoneOut() throws Exception {
        sql.update("""
                insert into routing_event_log (event_id, revision, prefix, body)
                select ? || n, 1, ?, jsonb_build_object(
                    'id', ? || n, 'revision', 1, 'type', 'PrefixOriginAsChangeEvent', 'level', 'Critical',
                    'status', 'Open', 'confidence', 80, 'prefix', ?, 'offendingPrefix', ?, 'expectedOrigins', '[]'::jsonb,
                    'firstSeen', now(), 'lastSeen', now(), 'vantages', '[]'::jsonb, 'firstHops', '[]'::jsonb,
                    'evidence', '[]'::jsonb, 'samples', '[]'::jsonb, 'rule', 'origin-change/1',
                    'summary', repeat('x', 700000))
                from generate_series(1, 5) as n""", block, block, block, block, block);

        try (StreamClient client = new StreamClient(api, ALL, "0")) {
            eventually(LIMIT, () -> assertThat(client.data()).hasSize(5));
            assertThat(client.ids()).doesNotHaveDuplicates();
        }
    }
}
