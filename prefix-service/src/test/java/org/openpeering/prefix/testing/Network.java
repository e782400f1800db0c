/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
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
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.topic.KafkaClients;

/** Plays the other services: what they say on their topics, and a partner with a provider and two routers. */
@ApplicationScoped
public class Network {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final AtomicLong NUMBERS = new AtomicLong(1);

    private final KafkaClients kafka;
    private final ObjectMapper json;
    private final Sql sql;
    private Producer<byte[], byte[]> producer;

    Network(KafkaClients kafka, ObjectMapper json, Sql sql) {
        this.kafka = kafka;
        this.json = json;
        this.sql = sql;
    }

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
    public Partner partner() throws Exception {
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
                    new EdgeRouter(partner.router(i), 1, partner.metro(), List.of(IpAddress.parse("192.0.2.1"))),
                    Topic.EDGE_ROUTERS);
            session(partner, i, true, 1);
        }
        peering(partner, 1);
        eventually(LIMIT, () -> Assertions.assertThat(held(partner)).isEqualTo(6));
        return partner;
    }

    private long held(Partner partner) {
        return sql.get(
                "select count(*) as n from replica where message_key = any(?)",
                row -> row.number("n"),
                List.of(
                        partner.peeringId().key(),
                        partner.provider().toLowerCase(Locale.ROOT),
                        partner.router(0),
                        partner.router(1),
                        partner.router(0) + "|" + partner.addresses().get(0),
                        partner.router(1) + "|" + partner.addresses().get(1)));
    }

    public Peering peering(Partner partner, long revision) throws Exception {
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
    public void routeServer(Partner partner, long revision) throws Exception {
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
                () -> Assertions.assertThat(sql.<Long>get(
                                "select revision from replica where message_key = ?",
                                row -> row.number("revision"),
                                partner.peeringId().key()))
                        .isEqualTo(revision));
    }

    public void session(Partner partner, int index, boolean up, long revision) throws Exception {
        send(
                Make.observed(partner.router(index), partner.addresses().get(index), partner.asn(), up, revision),
                Topic.SESSION_STATES);
    }

    public void approvedAsn(String subscription, long asn) throws Exception {
        ResourceId id = ResourceId.ofSubscription(new Subscription(subscription), ResourceType.PEER_ASNS, "asn");
        send(new PeerAsn(id, 1, new Asn(asn), "Customer", ValidationState.APPROVED), Topic.PEER_ASNS);
    }

    /** What insights says when it has matched everything against {@code monitored}. */
    public void routes(String prefix, long revision, long monitored, ObservedRoute... routes) throws Exception {
        send(new PrefixRoutes(IpPrefix.parse(prefix), revision, monitored, List.of(routes)), Topic.PREFIX_ROUTES);
    }

    public void event(RoutingEvent event) throws Exception {
        send(Topic.ROUTING_EVENTS, event.prefix().toString(), event.revision(), event);
    }

    private void send(Revisioned object, Topic topic) throws Exception {
        send(topic, object.key(), object.revision(), object);
    }

    /** @param body null: a tombstone */
    public synchronized void send(Topic topic, String key, long revision, Object body) throws Exception {
        if (producer == null) {
            producer = kafka.producer("test-network");
        }
        byte[] bytes = body == null ? null : json.writeValueAsString(body).getBytes(UTF_8);
        producer.send(Messages.record(topic.topicName(), key, "test", revision, Instant.now(), bytes))
                .get();
    }

    /** What the service says is to be watched when it has followed up every change; empty: nothing. */
    public Optional<MonitoredPrefix> monitored(String prefix) {
        eventually(
                LIMIT,
                () -> Assertions.assertThat(
                                sql.<Long>get("select count(*) as n from due_change", row -> row.number("n")))
                        .isZero());
        return sql.find(
                "select body from monitored_prefix where prefix = ?",
                row -> row.json("body", MonitoredPrefix.class),
                prefix);
    }

    @PreDestroy
    void close() throws ExecutionException {
        if (producer != null) {
            producer.close();
        }
    }
}
