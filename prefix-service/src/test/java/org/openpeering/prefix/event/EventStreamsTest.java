/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.Servers;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;

/** Streams of events, while the database or their clients fail. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class EventStreamsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** More than the sockets in between can hold. */
    private static final int MUCH = 300;

    private static final int LARGE = 100_000;

    @Inject
    Network network;

    @Inject
    Sql sql;

    @Inject
    EventFeed feed;

    private Api api;
    private String block;

    @BeforeEach
    void customer() throws Exception {
        Partner partner = network.partner();
        api = new Api(Network.subscription(), "Contributor");
        block = Network.freshPrefix();
        String key = new Api(partner.subscription(), "Contributor")
                .put(registration(partner.peering(), "r"), prefixBody(block))
                .path("properties.peeringServicePrefixKey");
        api.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        api.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);
    }

    private void logged(int count, int size) {
        sql.update("""
                insert into routing_event_log (event_id, revision, prefix, body)
                select ? || '-' || n, n, ?, jsonb_build_object(
                    'id', ? || '-' || n, 'revision', n, 'type', 'PrefixOriginAsChangeEvent', 'level', 'Critical',
                    'status', 'Open', 'confidence', 80, 'prefix', ?, 'offendingPrefix', ?, 'expectedOrigins', '[]'::jsonb,
                    'firstSeen', now(), 'lastSeen', now(), 'vantages', '[]'::jsonb, 'firstHops', '[]'::jsonb,
                    'evidence', '[]'::jsonb, 'samples', '[]'::jsonb, 'rule', 'origin-change/1', 'summary', repeat('x', ?))
                from generate_series((select coalesce(max(seq), 0) + 1 from routing_event_log),
                    (select coalesce(max(seq), 0) + ? from routing_event_log)) as n""", block, block, block, block, block, size, count);
    }

    private List<String> log() {
        return sql.list(
                "select seq from routing_event_log where prefix = ? order by seq",
                row -> Long.toString(row.number("seq")),
                block);
    }

    @Test
    void loseAndRepeatNoEventOverAnOutageOfTheDatabase() throws Exception {
        try (StreamClient client = new StreamClient(api, null)) {
            eventually(LIMIT, () -> assertThat(client.connected()).isTrue());
            logged(150, 10);
            eventually(LIMIT, () -> assertThat(client.ids()).hasSizeGreaterThanOrEqualTo(1));

            Servers.POSTGRES.kill();
            Servers.POSTGRES.start();
            eventually(LIMIT, () -> logged(150, 10));

            eventually(LIMIT, () -> assertThat(client.ids()).containsExactlyElementsOf(log()));
            assertThat(client.ids()).hasSize(300);
            eventually(LIMIT, () -> logged(1, 10));
            eventually(Duration.ofSeconds(5), () -> assertThat(client.ids()).containsExactlyElementsOf(log()));
            assertThat(client.ended()).isFalse();
        }
    }

    @Test
    void tellSeveralClientsAtOnce() throws Exception {
        List<StreamClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                clients.add(new StreamClient(api, "0"));
            }
            for (int i = 0; i < 5; i++) {
                logged(70, 10);
            }
            List<String> log = log();

            assertThat(log).hasSize(350);
            for (StreamClient client : clients) {
                eventually(LIMIT, () -> assertThat(client.ids()).containsExactlyElementsOf(log));
            }
            assertThat(feed.streams()).isEqualTo(10);
        } finally {
            clients.forEach(StreamClient::close);
        }
    }

    @Test
    void waitForAClientThatDoesNotReadNeitherForEverNorInOthersPlace() throws Exception {
        logged(1, 10);
        try (Socket lazy = lazy();
                StreamClient client = new StreamClient(api, "0")) {
            logged(MUCH, LARGE);

            eventually(LIMIT, () -> assertThat(client.ids()).containsExactlyElementsOf(log()));
            eventually(LIMIT, () -> assertThat(feed.streams()).isEqualTo(1));
            assertThat(unread(lazy)).isLessThan((long) MUCH * LARGE);
            assertThat(client.ended()).isFalse();
        }
    }

    /** Asks for a stream, and reads nothing of it. */
    private Socket lazy() throws IOException {
        URI uri = StreamClient.uri(api);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8192);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        String request = "GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: "
                + uri.getAuthority() + "\r\nAuthorization: Bearer " + api.token()
                + "\r\nAccept: text/event-stream\r\nLast-Event-ID: 0\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** How much was on its way when the connection was closed. */
    private static long unread(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[1 << 16];
        long sum = 0;
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sum += n;
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // Reset, which is an end too.
        }
        return sum;
    }
}
