/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.json.Json;
import org.openpeering.prefix.testing.Customer;
import org.openpeering.prefix.testing.Make;

/** Whatever an event says, and however much: what a receiver gets is well formed and bounded. */
class RendererTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("198.51.100.0/24");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final ObjectMapper JSON = Json.mapper();

    private final Renderer renderer = new Renderer(JSON);

    private static Notice notice(EventType type, long revision, String summary, List<ObservedRoute> samples) {
        RoutingEvent event = new RoutingEvent(
                "e",
                revision,
                type,
                type.level(),
                RoutingEvent.Status.OPEN,
                80,
                PREFIX,
                PREFIX,
                List.of(),
                null,
                Make.T0,
                Make.T0,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                samples,
                "rule/1",
                summary);
        return new Notice(new Subscription("s"), event, false, NOW, Optional.empty());
    }

    private static Notice notice(long revision, String summary) {
        return notice(EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT, revision, summary, List.of());
    }

    private JsonNode json(Format format, Notice notice) throws JsonProcessingException {
        return JSON.readTree(renderer.render(format, notice).body());
    }

    @Test
    void markupOfSlackIsText() throws Exception {
        assertThat(json(Format.SLACK, notice(1, "<!channel> & <https://a.example|b>"))
                        .path("text")
                        .asText())
                .contains("&lt;!channel&gt; &amp; &lt;https://a.example|b&gt;");
    }

    @Test
    void subjectsOfMailsHaveOneLineAndAnEventIsToldOnce() {
        MailText one = MailText.of(List.of(notice(2, "two\r\nBcc: x@example.net"), notice(1, "one")));

        assertThat(one.subject()).isEqualTo("[Critical] two  Bcc: x@example.net");
        assertThat(one.text()).contains("two").doesNotContain("one\n");
    }

    @Test
    void whatGoesOnIsNotHeldForEndedAndAMomentIsSeen() throws Exception {
        assertThat(json(Format.ALERTMANAGER, notice(1, "x")).at("/0/endsAt").asText())
                .isEqualTo("2026-03-31T00:00:00Z");
        assertThat(json(Format.ALERTMANAGER, notice(EventType.PREFIX_ANNOUNCEMENT_EVENT, 1, "x", List.of()))
                        .at("/0/endsAt")
                        .asText())
                .isEqualTo("2026-01-01T00:15:00Z");
    }

    @Test
    void whatIsTooLongGoesWithoutSamples() throws Exception {
        AsPath path = AsPath.parse(String.join(" ", Collections.nCopies(3_000, "4200000000")));
        ObservedRoute route = Make.route(PREFIX.toString(), "r", "192.0.2.1", new Asn(64500).value(), path);

        JsonNode few = json(Format.CLOUD_EVENTS, notice(EventType.PREFIX_WITHDRAWAL_EVENT, 1, "x", List.of(route)));
        JsonNode many = json(
                Format.CLOUD_EVENTS, notice(EventType.PREFIX_WITHDRAWAL_EVENT, 1, "x", Collections.nCopies(10, route)));

        assertThat(few.at("/data/samples")).hasSize(1);
        assertThat(many.at("/data/samples")).isEmpty();
        assertThat(many.path("id").asText()).isEqualTo("e:1");
    }

    /** Its labels are its name: one of another severity would go on for a month. */
    @Test
    void anAlertOfAnotherSeverityIsOverWhenThereIsANewOne() throws Exception {
        JsonNode first = json(Format.ALERTMANAGER, notice(1, "x"));
        JsonNode second = json(Format.ALERTMANAGER, notice(2, "x"));

        assertThat(first).hasSize(1);
        assertThat(second).hasSize(4);
        assertThat(second.at("/0/labels/severity").asText()).isEqualTo("critical");
        for (int i = 1; i < 4; i++) {
            assertThat(second.get(i).at("/labels/severity").asText()).isNotEqualTo("critical");
            assertThat(second.get(i).path("endsAt").asText()).isEqualTo(NOW.toString());
        }
    }

    @Test
    void textForSlackFitsIntoTheSmallestReceiverAndSaysWhatWasLeftOut() throws Exception {
        List<RoutingEvent.Evidence> many =
                Collections.nCopies(100, new RoutingEvent.Evidence("&".repeat(100), "bmp:edge-1", 80));
        RoutingEvent one = Customer.event(PREFIX.toString(), "e", 1, EventType.PREFIX_FLAPPING_EVENT);
        RoutingEvent event = new RoutingEvent(
                "e",
                1,
                one.type(),
                one.level(),
                one.status(),
                80,
                PREFIX,
                PREFIX,
                List.of(),
                null,
                Make.T0,
                Make.T0,
                null,
                null,
                List.of(),
                List.of(),
                many,
                List.of(),
                "rule/1",
                "<".repeat(5_000));
        String text = json(Format.SLACK, new Notice(new Subscription("s"), event, false, NOW, Optional.empty()))
                .path("text")
                .asText();

        assertThat(text.length()).isLessThanOrEqualTo(2_000);
        assertThat(text).contains("…").endsWith(" more");
    }

    /** Slack shows {@code :100:} as a picture; Discord and Mattermost call everybody for {@code @everyone}. */
    @Test
    void addressesAreNoPicturesAndNobodyIsCalled() throws Exception {
        String text = json(Format.SLACK, notice(1, "2001:db8:100::/48 of @everyone at 2026-01-02T03:04:05Z"))
                .path("text")
                .asText();

        assertThat(text)
                .contains("`2001:db8:100::/48`")
                .contains("@\u200beveryone")
                .contains("2026-01-02T03:04:05Z");
    }
}
