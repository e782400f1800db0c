/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;

/**
 * A server of RIS Live (https://ris-live.ripe.net/manual/) on this machine. Clients subscribe, and get the messages with a
 * prefix that they asked for. The real one cuts clients that read too slowly; this one waits for them.
 */
final class RisFeed implements Feed {
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final ObjectMapper json = new ObjectMapper();
    private final ServerSocket server;
    private final String host;
    private final Map<WebSocket, Subscriptions> clients = new ConcurrentHashMap<>();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private volatile long lastSubscription;
    private final UpdateDecoder decoder = new UpdateDecoder();
    private final Contents contents = new Contents();
    private long number;

    private RisFeed(ServerSocket server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Listens on the loopback address.
     *
     * @param port 0 for any
     * @param host what messages name as their collector
     */
    static RisFeed listen(int port, String host) throws IOException {
        try {
            RisFeed feed = new RisFeed(new ServerSocket(port, 16, InetAddress.getLoopbackAddress()), host);
            Thread.ofVirtual().name("ris-accept").start(feed::accept);
            return feed;
        } catch (BindException e) {
            throw ReplayException.unusable(
                    "Port " + port + " can't be listened on (" + e.getMessage() + "): --port names another one");
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits until somebody has subscribed to something, and to nothing more for a moment: prefixes come one by one. */
    void awaitSubscriber() throws InterruptedException {
        subscribed.await();
        long left = QUIET_NANOS;
        while (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
            left = lastSubscription + QUIET_NANOS - System.nanoTime();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().name("ris-client").start(() -> serve(socket));
            } catch (IOException e) {
                // Closed, or a client that was gone before it was there.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            WebSocket client = WebSocket.accept(socket);
            clients.put(client, new Subscriptions());
            try {
                for (String text = client.read(); text != null; text = client.read()) {
                    answer(client, text);
                    client.flush();
                }
            } finally {
                clients.remove(client);
            }
        } catch (IOException e) {
            System.getLogger("replay").log(System.Logger.Level.DEBUG, "a client is gone", e);
        }
    }

    private void answer(WebSocket client, String text) throws IOException {
        Subscriptions subscriptions = clients.get(client);
        if (subscriptions == null) {
            return;
        }
        try {
            JsonNode message = json.readTree(text);
            JsonNode data = message.path("data");
            switch (message.path("type").asText()) {
                case "ris_subscribe" -> {
                    subscriptions.add(data);
                    if (data.path("socketOptions").path("acknowledge").asBoolean()) {
                        send(client, "ris_subscribe_ok", data);
                    }
                    lastSubscription = System.nanoTime();
                    subscribed.countDown();
                }
                case "ris_unsubscribe" -> {
                    subscriptions.remove(data);
                    send(client, "ris_unsubscribe_ok", data);
                }
                case "ping" -> send(client, "pong", json.nullNode());
                default -> send(client, "ris_error", error("Unknown type of message"));
            }
        } catch (JsonProcessingException | MalformedValueException e) {
            send(client, "ris_error", error(String.valueOf(e.getMessage())));
        }
    }

    private ObjectNode error(String message) {
        return json.createObjectNode().put("message", message);
    }

    private void send(WebSocket client, String type, JsonNode data) throws IOException {
        client.write(json.createObjectNode().put("type", type).set("data", data).toString());
    }

    /** What one UPDATE says; an announcement group for each next hop. */
    private static final class Contents implements RouteReceiver {
        private final List<IpPrefix> all = new ArrayList<>();
        private final List<IpPrefix> withdrawals = new ArrayList<>();
        private final Map<String, List<IpPrefix>> announcements = new LinkedHashMap<>();
        private @Nullable PathAttributes attributes;

        void clear() {
            all.clear();
            withdrawals.clear();
            announcements.clear();
            attributes = null;
        }

        @Override
        public void withdraw(Family family, long high, long low, int length, int pathId) {
            IpPrefix prefix = PrefixBits.prefix(family, high, low, length);
            withdrawals.add(prefix);
            all.add(prefix);
        }

        @Override
        public void attributes(CompactAttributes compact) {
            attributes = compact.decode();
        }

        @Override
        public void announce(Family family, long high, long low, int length, int pathId) {
            PathAttributes of = attributes;
            if (of != null) {
                IpPrefix prefix = PrefixBits.prefix(family, high, low, length);
                announcements
                        .computeIfAbsent(of.nextHop().toString(), _ -> new ArrayList<>())
                        .add(prefix);
                all.add(prefix);
            }
        }
    }

    @Override
    public void update(Vantage peer, int asWidth, boolean addPath, byte[] bytes, int from, int to, Instant time)
            throws IOException {
        contents.clear();
        UpdateOutcome outcome = decoder.decode(bytes, from, to, new Reading(asWidth == 4, addPath, addPath, 0, 0));
        if (outcome == UpdateOutcome.ROUTES || outcome == UpdateOutcome.TREATED_AS_WITHDRAW) {
            decoder.deliver(contents);
            String text = null;
            for (Map.Entry<WebSocket, Subscriptions> client : clients.entrySet()) {
                if (client.getValue().want(contents.all)) {
                    text = text == null ? message(peer, time) : text;
                    write(client.getKey(), text);
                }
            }
        }
    }

    private String message(Vantage peer, Instant time) {
        ObjectNode data = head(peer, time).put("type", "UPDATE");
        PathAttributes attributes = contents.attributes;
        if (attributes != null) {
            ArrayNode path = data.putArray("path");
            attributes.asPath().hops().forEach(hop -> hop(path, hop));
            ArrayNode communities = data.putArray("community");
            attributes
                    .communities()
                    .forEach(each -> communities.addArray().add(each.asn()).add(each.value()));
            data.put("origin", attributes.origin().name().toLowerCase(Locale.ROOT));
        }
        ArrayNode announcements = data.putArray("announcements");
        contents.announcements.forEach((nextHop, prefixes) ->
                texts(announcements.addObject().put("next_hop", nextHop).putArray("prefixes"), prefixes));
        texts(data.putArray("withdrawals"), contents.withdrawals);
        return risMessage(data);
    }

    private static void hop(ArrayNode path, List<Asn> hop) {
        if (hop.size() == 1) {
            path.add(hop.getFirst().value());
        } else {
            ArrayNode set = path.addArray();
            hop.stream().distinct().forEach(asn -> set.add(asn.value()));
        }
    }

    private static void texts(ArrayNode array, List<IpPrefix> prefixes) {
        prefixes.forEach(prefix -> array.add(prefix.toString()));
    }

    private ObjectNode head(Vantage peer, Instant time) {
        return json.createObjectNode()
                .put("timestamp", BigDecimal.valueOf(time.getEpochSecond() * 1_000 + time.getNano() / 1_000_000, 3))
                .put("peer", peer.address().toString())
                .put("peer_asn", Long.toString(peer.asn()))
                .put("id", peer.address() + "-" + ++number)
                .put("host", host);
    }

    private String risMessage(ObjectNode data) {
        return json.createObjectNode()
                .put("type", "ris_message")
                .set("data", data)
                .toString();
    }

    @Override
    public void up(Vantage peer, boolean addPath, Instant time) throws IOException {
        state(peer, time, "connected");
    }

    @Override
    public void down(Vantage peer, Instant time) throws IOException {
        state(peer, time, "down");
    }

    private void state(Vantage peer, Instant time, String state) throws IOException {
        String text = risMessage(head(peer, time).put("type", "RIS_PEER_STATE").put("state", state));
        for (Map.Entry<WebSocket, Subscriptions> client : clients.entrySet()) {
            if (client.getValue().wantStates()) {
                write(client.getKey(), text);
            }
        }
    }

    /** There is no such message. */
    @Override
    public void endOfTable(Vantage peer, Family family, Instant time) {}

    /** A client that is gone may come back; the recording goes on. */
    private void write(WebSocket client, String text) {
        try {
            client.write(text);
        } catch (IOException e) {
            clients.remove(client);
        }
    }

    @Override
    public void flush() {
        for (WebSocket client : Set.copyOf(clients.keySet())) {
            try {
                client.flush();
            } catch (IOException e) {
                clients.remove(client);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (server) {
            for (WebSocket client : clients.keySet()) {
                client.close();
            }
        }
    }
}
