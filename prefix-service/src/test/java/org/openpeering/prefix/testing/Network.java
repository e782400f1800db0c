/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.testing;

import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.testing.Broker;
import org.openpeering.kit.testing.Database;

/**
 * Plays the other services: what they say on their topics, and a partner with a provider and two routers. From outside: the
 * service may be another process.
 */
@ApplicationScoped
public class Network {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final AtomicLong NUMBERS = new AtomicLong(1);
    private static final ObjectMapper JSON = Json.mapper();

    /** One partner at one metro, all names its own. */
    public record Partner(
            String subscription, long asn, String metro, String provider, String peering, List<String> addresses) {
        public ResourceId peeringId() {
            return Make.peeringId(subscription, peering);
        }

        public String router(int index) {
            return metro + "-r" + (index + 1);
        }
    }

    public static String subscription() {
        return UUID.randomUUID().toString();
    }

    /** A block that no other test uses. */
    public static String freshPrefix() {
        long number = NUMBERS.getAndIncrement();
        return "10." + (number / 256) + "." + (number % 256) + ".0/24";
    }

    private static String peer(long number, int host) {
        return "172." + (16 + number / 256) + "." + number % 256 + "." + host;
    }

    /** A partner whose peering is Active and whose sessions are up, taken over by the service. */
    public Partner partner() {
        long number = NUMBERS.getAndIncrement();
        Partner partner = new Partner(
                subscription(),
                200_000 + number,
                "metro-" + number,
                "Provider " + number,
                "peering-" + number,
                List.of(peer(number, 1), peer(number, 5)));
        send(
                new Provider(partner.provider(), 1, List.of(new Asn(partner.asn())), List.of(partner.metro())),
                Topic.PROVIDERS);
        for (int i = 0; i < 2; i++) {
            send(
                    new EdgeRouter(
                            partner.router(i), 1, partner.metro(), List.of(IpAddress.parse("192.0.2.1")), List.of()),
                    Topic.EDGE_ROUTERS);
            session(partner, i, true, 1);
        }
        peering(partner, 1);
        eventually(LIMIT, () -> Assertions.assertThat(held(partner)).isEqualTo(6));
        return partner;
    }

    private static long held(Partner partner) {
        String keys = Stream.of(
                        partner.peeringId().key(),
                        partner.provider().toLowerCase(Locale.ROOT),
                        partner.router(0),
                        partner.router(1),
                        partner.router(0) + "|" + partner.addresses().get(0),
                        partner.router(1) + "|" + partner.addresses().get(1))
                .map(Database::text)
                .collect(Collectors.joining(", "));
        return number("select count(*) from replica where message_key in (" + keys + ")");
    }

    /** The only value that the query finds. */
    public static long number(String sql) {
        return Long.parseLong(Database.query(sql).getFirst());
    }

    public Peering peering(Partner partner, long revision) {
        Peering peering = Make.peering(
                partner.peeringId(),
                revision,
                partner.asn(),
                partner.metro(),
                partner.addresses().stream().map(Make::session).toArray(ConfiguredSession[]::new));
        send(peering, Topic.PEERINGS);
        return peering;
    }

    /** The same as a peering with a route server. */
    public void routeServer(Partner partner, long revision) {
        Peering plain = Make.peering(
                partner.peeringId(),
                revision,
                partner.asn(),
                partner.metro(),
                partner.addresses().stream().map(Make::session).toArray(ConfiguredSession[]::new));
        send(
                new Peering(
                        plain.id(),
                        plain.revision(),
                        plain.kind(),
                        DirectPeeringType.IX_RS,
                        plain.metro(),
                        plain.peerAsnId(),
                        plain.asn(),
                        plain.sessions(),
                        plain.connectionStates()),
                Topic.PEERINGS);
        eventually(
                LIMIT,
                () -> Assertions.assertThat(number("select revision from replica where message_key = "
                                + Database.text(partner.peeringId().key())))
                        .isEqualTo(revision));
    }

    public void session(Partner partner, int index, boolean up, long revision) {
        send(
                Make.observed(partner.router(index), partner.addresses().get(index), partner.asn(), up, revision),
                Topic.SESSION_STATES);
    }

    /** The session is up, and what is known of its table. */
    public void table(Partner partner, int index, boolean complete, long revision) {
        send(
                Make.table(partner.router(index), partner.addresses().get(index), partner.asn(), complete, revision),
                Topic.SESSION_STATES);
    }

    public void approvedAsn(String subscription, long asn) {
        ResourceId id = ResourceId.ofSubscription(new Subscription(subscription), ResourceType.PEER_ASNS, "asn");
        send(new PeerAsn(id, 1, new Asn(asn), "Customer", ValidationState.APPROVED), Topic.PEER_ASNS);
    }

    /** What insights says when it has matched everything against {@code monitored}. */
    public void routes(String prefix, long revision, long monitored, ObservedRoute... routes) {
        send(new PrefixRoutes(IpPrefix.parse(prefix), revision, monitored, List.of(routes)), Topic.PREFIX_ROUTES);
    }

    public void event(RoutingEvent event) {
        send(Topic.ROUTING_EVENTS, event.prefix().toString(), event.revision(), event);
    }

    private void send(Revisioned object, Topic topic) {
        send(topic, object.key(), object.revision(), object);
    }

    /** @param body null: a tombstone */
    public void send(Topic topic, String key, long revision, Object body) {
        Broker.send(topic, key, revision, body);
    }

    /** What the service says is to be watched when it has followed up every change; empty: nothing. */
    public Optional<MonitoredPrefix> monitored(String prefix) {
        eventually(
                LIMIT,
                () -> Assertions.assertThat(number("select count(*) from due_change"))
                        .isZero());
        return Database.query("select body from monitored_prefix where prefix = " + Database.text(prefix)).stream()
                .filter(body -> !body.isEmpty())
                .findFirst()
                .map(Network::monitoredPrefix);
    }

    private static MonitoredPrefix monitoredPrefix(String body) {
        try {
            return JSON.readValue(body, MonitoredPrefix.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
