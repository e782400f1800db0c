/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.Samples;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.Dialect;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bgp.UpdateOutcome;

/**
 * What captures say is what pmbmpd, pmacct's BMP collector, says of them: each message, peer and time, and of each route the
 * prefix, path identifier, path, next hop, communities (in pmacct's order) and origin. Where it differs stands in {@link Difference}. Skipped
 * where pmbmpd is not installed.
 */
@Timeout(60)
class PmbmpdTest {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Process daemon;
    private static int port;

    /** Where the two are not the same, and why. */
    private enum Difference {
        /** FRR puts its own number in front of what its peer sent; it is taken off here, since the peer can't have sent it. */
        OWN_NUMBER_IN_FRONT,
        /** pmbmpd leaves aside what comes before a Peer Up; GoBGP tells none for its Loc-RIB. Here that is for the collector. */
        WITHOUT_PEER_UP,
        /** Labelled and VPN routes (SAFI 4 and 128) are of no Internet table, and passed over here. */
        OTHER_FAMILY,
        /** pmbmpd shows no next hop where an IPv4 route has one of IPv6 (RFC 8950). */
        NEXT_HOP_OF_OTHER_FAMILY
    }

    private static final Map<String, Map<Difference, Integer>> DIFFERENCES = Map.of(
            "generated",
            Map.of(Difference.NEXT_HOP_OF_OTHER_FAMILY, 1),
            "gobgp-3.10-lab.bmp",
            Map.of(Difference.WITHOUT_PEER_UP, 14),
            "frr-8.4.4-lab.bmp",
            Map.of(Difference.OWN_NUMBER_IN_FRONT, 7),
            "cisco-xr-peer-down.bmp",
            Map.of(Difference.OTHER_FAMILY, 399, Difference.NEXT_HOP_OF_OTHER_FAMILY, 4),
            "huawei-vrp-locrib.bmp",
            Map.of(Difference.OTHER_FAMILY, 79));

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Stream.of((System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin")
                        .split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "pmbmpd"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(program).as("pmbmpd").isPresent();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(folder.resolve("pmbmpd.conf"), """
                daemonize: false
                bmp_daemon_ip: 127.0.0.1
                bmp_daemon_port: %d
                bmp_daemon_msglog_file: %s
                bmp_daemon_msglog_output: json
                """.formatted(port, folder.resolve("messages")));
        ProcessBuilder starting = new ProcessBuilder(program.get().toString(), "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        starting.environment().put("TZ", "UTC");
        daemon = starting.start();
        await().atMost(LIMIT)
                .until(() -> !daemon.isAlive()
                        || Files.readString(folder.resolve("log")).contains("waiting for BMP data"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (daemon != null) {
            // It ends at a softer signal only when the next message comes.
            daemon.destroyForcibly().waitFor();
        }
    }

    @TestFactory
    Stream<DynamicTest> captures() throws IOException {
        Map<String, byte[]> captures = new LinkedHashMap<>(Samples.allCaptures());
        captures.put("generated", generated());
        return captures.entrySet().stream()
                .map(capture ->
                        DynamicTest.dynamicTest(capture.getKey(), () -> compare(capture.getKey(), capture.getValue())));
    }

    private static void compare(String name, byte[] capture) throws IOException {
        Ours ours = new Ours();
        ours.read(capture);
        List<JsonNode> said = said(capture);

        Map<Difference, Integer> differences = new EnumMap<>(Difference.class);
        List<String> theirs = new ArrayList<>();
        for (JsonNode message : said) {
            if (message.path("safi").asInt(1) != 1 && message.has("ip_prefix")) {
                differences.merge(Difference.OTHER_FAMILY, 1, Integer::sum);
            } else {
                theirs.add(line(message, ours, differences));
            }
        }
        if (ours.withoutPeerUp > 0) {
            differences.put(Difference.WITHOUT_PEER_UP, ours.withoutPeerUp);
        }

        assertThat(ours.lines).containsExactlyElementsOf(theirs);
        assertThat(differences).isEqualTo(DIFFERENCES.getOrDefault(name, Map.of()));
    }

    /** Sends it, and reads what the daemon wrote of it. */
    private static List<JsonNode> said(byte[] capture) throws IOException {
        Path messages = folder.resolve("messages");
        int before = Files.exists(messages) ? Files.readAllLines(messages).size() : 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(capture);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        await().atMost(LIMIT)
                .until(() -> Files.exists(messages)
                        && Files.readAllLines(messages).stream()
                                .skip(before)
                                .anyMatch(line -> line.contains("log_close")));
        List<JsonNode> said = new ArrayList<>();
        for (String line : Files.readAllLines(messages)
                .subList(before, Files.readAllLines(messages).size())) {
            JsonNode message = JSON.readTree(line);
            if (message.has("bmp_msg_type")) {
                said.add(message);
            }
        }
        return said;
    }

    private static String line(JsonNode said, Ours ours, Map<Difference, Integer> differences) {
        String type = said.get("bmp_msg_type").asText();
        String peer = said.path("peer_ip").asText();
        String rd =
                said.path("rd_origin").asText().equals("bmp") ? said.path("rd").asText() : "";
        String time = said.path("timestamp").asText();
        String of = String.join(" ", peer, view(said), rd, time);
        return switch (type) {
            case "init" ->
                "init " + said.path("bmp_init_info_sysname").asText() + " "
                        + said.path("bmp_init_info_sysdescr").asText();
            case "peer_up" ->
                "peer_up " + of + " AS" + said.get("peer_asn").asLong() + " "
                        + said.get("bgp_id").asText() + " "
                        + IpAddress.parse(said.get("local_ip").asText()) + " "
                        + said.get("local_port").asInt() + " "
                        + said.get("remote_port").asInt();
            case "peer_down" ->
                "peer_down " + peer + " " + time + " AS" + said.get("peer_asn").asLong() + " "
                        + said.get("reason_type").asInt();
            case "stats" -> "stats " + of + " AS" + said.get("peer_asn").asLong();
            case "route_monitor" -> {
                String route = said.get("log_type").asText() + " " + of + " "
                        + said.get("ip_prefix").asText() + " "
                        + said.path("as_path_id").asLong();
                yield said.has("as_path") ? route + attributes(said, ours, differences) : route;
            }
            default -> type;
        };
    }

    private static String attributes(JsonNode said, Ours ours, Map<Difference, Integer> differences) {
        String path = said.get("as_path").asText();
        String own = ours.numbers.getOrDefault(said.get("peer_ip").asText(), "no number");
        if (path.startsWith(own)) {
            path = path.substring(path.indexOf(' ') + 1);
            differences.merge(Difference.OWN_NUMBER_IN_FRONT, 1, Integer::sum);
        }
        String nextHop = said.get("bgp_nexthop").asText();
        if (nextHop.isEmpty()) {
            differences.merge(Difference.NEXT_HOP_OF_OTHER_FAMILY, 1, Integer::sum);
        }
        return " " + path + " via " + canonical(nextHop) + " "
                + said.path("comms").asText() + " " + said.get("origin").asText();
    }

    /** pmacct writes the end of an address of IPv6 that holds one of IPv4 with dots. */
    private static String canonical(String address) {
        int tail = address.lastIndexOf(':') + 1;
        if (tail == 0 || address.indexOf('.') < 0) {
            return address;
        }
        byte[] ipv4 = IpAddress.parse(address.substring(tail)).toBytes();
        String hex = java.util.HexFormat.of().formatHex(ipv4);
        return IpAddress.parse(address.substring(0, tail) + hex.substring(0, 4) + ":" + hex.substring(4))
                .toString();
    }

    private static String view(JsonNode said) {
        if (said.path("is_loc").asInt() == 1) {
            return "LOC_RIB";
        }
        String policy = said.path("is_post").asInt() == 1 ? "POST_POLICY" : "PRE_POLICY";
        return said.path("is_out").asInt() == 1 ? "ADJ_RIB_OUT_" + policy : policy;
    }

    /** The same lines of our own messages. */
    private static final class Ours implements RouteReceiver {
        private final List<String> lines = new ArrayList<>();
        private final Map<String, Dialect> dialects = new HashMap<>();
        /** By peer, the router's number and the peer's. */
        private final Map<String, String> numbers = new HashMap<>();

        private final UpdateDecoder decoder = new UpdateDecoder();
        private int withoutPeerUp;
        private String of = "";
        private String attributes = "";

        private void read(byte[] capture) throws IOException {
            BmpFrameReader reader =
                    new BmpFrameReader(new ByteArrayInputStream(capture), 1 << 20, InstantSource.fixed(Instant.EPOCH));
            while (reader.next()) {
                take(new BmpDecoder().decode(reader.buffer(), reader.from(), reader.to()));
            }
        }

        private void take(BmpMessage message) {
            switch (message) {
                case BmpMessage.Initiation m -> lines.add("init " + m.sysName() + " " + m.sysDescr());
                case BmpMessage.PeerUp m -> up(m);
                case BmpMessage.PeerDown m ->
                    lines.add("peer_down " + m.peer().address() + " " + time(m.timeMicros()) + " AS"
                            + m.peer().asn() + " " + m.reason());
                case BmpMessage.Statistics m ->
                    lines.addAll(Collections.nCopies(
                            (int) m.counters(),
                            "stats " + of(m.peer(), m.timeMicros()) + " AS"
                                    + m.peer().asn()));
                case BmpMessage.RouteMonitoring m -> routes(m);
                case BmpMessage.Termination m -> lines.add("term");
                case BmpMessage.Mirroring m -> lines.add("mirroring");
                case BmpMessage.Unknown m -> lines.add("unknown");
                case BmpMessage.Malformed m -> lines.add("malformed");
            }
        }

        private void up(BmpMessage.PeerUp up) {
            PeerHeader peer = up.peer();
            Reading reading = Reading.received(up.sent(), up.received(), peer.fourByteAs(), peer.asn());
            dialects.put(key(peer), new Dialect(reading));
            if (reading.localAs() != reading.peerAs()) {
                numbers.put(peer.address().toString(), reading.localAs() + " " + reading.peerAs() + " ");
            }
            lines.add("peer_up " + of(peer, up.timeMicros()) + " AS" + peer.asn() + " "
                    + new IpAddress(Family.IPV4, 0, peer.bgpId()) + " " + up.local() + " " + up.localPort() + " "
                    + up.remotePort());
        }

        private void routes(BmpMessage.RouteMonitoring monitoring) {
            Dialect dialect = dialects.get(key(monitoring.peer()));
            if (dialect == null) {
                withoutPeerUp++;
                return;
            }
            of = of(monitoring.peer(), monitoring.timeMicros());
            UpdateOutcome outcome = decoder.decode(monitoring.buffer(), monitoring.from(), monitoring.to(), dialect);
            if (outcome == UpdateOutcome.ROUTES || outcome == UpdateOutcome.TREATED_AS_WITHDRAW) {
                decoder.deliver(this);
            } else if (outcome != UpdateOutcome.END_OF_RIB) {
                lines.add(outcome.toString());
            }
        }

        private static String key(PeerHeader peer) {
            return peer.type() + " " + peer.distinguisher() + " " + peer.address();
        }

        private static String of(PeerHeader peer, long micros) {
            return String.join(
                    " ", peer.address().toString(), peer.view().toString(), rd(peer.distinguisher()), time(micros));
        }

        /** RFC 4364 section 4.2, as pmacct writes it. */
        private static String rd(long distinguisher) {
            if (distinguisher == 0) {
                return "";
            }
            long type = distinguisher >>> 48;
            long wide = (distinguisher >>> 16) & 0xFFFF_FFFFL;
            return type == 0
                    ? "0:" + ((distinguisher >>> 32) & 0xFFFF) + ":" + (distinguisher & 0xFFFF_FFFFL)
                    : type + ":" + wide + ":" + (distinguisher & 0xFFFF);
        }

        private static String time(long micros) {
            Instant time = Micros.told(micros).orElse(Instant.EPOCH);
            LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
            return java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS")
                    .format(utc);
        }

        private String route(Family family, long high, long low, int length, int pathId) {
            return of + " " + PrefixBits.prefix(family, high, low, length) + " " + (pathId & 0xFFFF_FFFFL);
        }

        @Override
        public void withdraw(Family family, long high, long low, int length, int pathId) {
            lines.add("withdraw " + route(family, high, low, length, pathId));
        }

        @Override
        public void attributes(CompactAttributes compact) {
            PathAttributes all = compact.decode();
            attributes = " " + all.asPath() + " via %s " + communities(all) + " " + origin(all.origin());
            nextHop = all.nextHop();
        }

        /** In pmacct's order. */
        private static String communities(PathAttributes all) {
            return all.communities().stream()
                    .distinct()
                    .sorted(Comparator.comparing(Community::asn).thenComparing(Community::value))
                    .map(Community::toString)
                    .collect(Collectors.joining(" "));
        }

        private IpAddress nextHop = IpAddress.parse("::");

        @Override
        public void announce(Family family, long high, long low, int length, int pathId) {
            boolean shown = family == nextHop.family();
            lines.add(
                    "update " + route(family, high, low, length, pathId) + attributes.formatted(shown ? nextHop : ""));
        }

        private static String origin(Origin origin) {
            return switch (origin) {
                case IGP -> "i";
                case EGP -> "e";
                case INCOMPLETE -> "u";
            };
        }
    }

    /** What no capture has: path identifiers, sets, two-byte numbers, AS4_PATH, Adj-RIB-Out, a distinguisher, a Termination. */
    private static byte[] generated() {
        IpPrefix v4 = IpPrefix.parse("198.51.100.0/24");
        IpPrefix v6 = IpPrefix.parse("2001:db8:100::/48");
        IpAddress nextHop6 = IpAddress.parse("2001:db8::1");
        byte[] nothing = new byte[0];
        PathAttributes plain = new PathAttributes(
                new AsPath(List.of(List.of(new Asn(65002)), AsPath.set(List.of(new Asn(64500), new Asn(70000))))),
                Origin.EGP,
                IpAddress.parse("192.0.2.1"),
                List.of(new Community(65002, 7), new Community(7, 65002)),
                Optional.empty());
        byte[] old = BgpBytes.concat(
                BgpBytes.attribute(1, new byte[] {2}),
                BgpBytes.attribute(2, BgpBytes.sequence(2, 65004, 23456, 64500)),
                BgpBytes.attribute(3, IpAddress.parse("192.0.2.1").toBytes()),
                BgpBytes.attribute(17, BgpBytes.sequence(4, 70000, 64500)));
        BmpBytes.Peer paths = BmpBytes.Peer.of("192.0.2.2", 65002);
        BmpBytes.Peer wide = BmpBytes.Peer.of("2001:db8::3", 65003);
        BmpBytes.Peer narrow = new BmpBytes.Peer(1, 0x20, 0x0000_FDE8_0000_0007L, IpAddress.parse("192.0.2.4"), 65004);
        byte[] open = BgpBytes.modernOpen(65001, 0);
        byte[] withPaths = BgpBytes.modernOpen(65001, 3);
        return BgpBytes.concat(
                BmpBytes.initiation("edge"),
                BmpBytes.peerUp(paths, 1_700_000_000, 1, withPaths, BgpBytes.modernOpen(65002, 3)),
                BmpBytes.routeMonitoring(
                        paths,
                        1_700_000_001,
                        BgpBytes.update(
                                BgpBytes.nlriWithPath(4_000_000_000L, IpPrefix.parse("203.0.113.0/24")),
                                BgpBytes.attributes(plain, 4, true),
                                BgpBytes.nlriWithPath(9, v4, IpPrefix.parse("10.0.0.0/8")))),
                BmpBytes.peerUp(wide, 1_700_000_003, 2, open, BgpBytes.modernOpen(65003, 0)),
                BmpBytes.routeMonitoring(wide.flags(0x10), 1_700_000_002, BgpBytes.announce(plain, v4)),
                BmpBytes.routeMonitoring(
                        wide,
                        1_700_000_004,
                        BgpBytes.update(
                                nothing,
                                BgpBytes.concat(
                                        BgpBytes.attributes(plain, 4, false),
                                        BgpBytes.reach(Family.IPV6, nextHop6, BgpBytes.nlri(v6))),
                                nothing)),
                BmpBytes.routeMonitoring(
                        wide,
                        1_700_000_005,
                        BgpBytes.update(
                                nothing,
                                BgpBytes.concat(
                                        BgpBytes.attributes(plain, 4, false),
                                        BgpBytes.reach(Family.IPV4, nextHop6, BgpBytes.nlri(v4))),
                                nothing)),
                BmpBytes.routeMonitoring(wide, 1_700_000_006, BgpBytes.withdraw(v6)),
                BmpBytes.peerUp(narrow, 1_700_000_007, 3, BgpBytes.open(65001), BgpBytes.open(65004)),
                BmpBytes.routeMonitoring(narrow, 1_700_000_008, BgpBytes.update(nothing, old, BgpBytes.nlri(v4))),
                BmpBytes.routeMonitoring(narrow, 1_700_000_009, BgpBytes.withdraw(v4)),
                BmpBytes.peerDown(wide, 1_700_000_010, 4),
                BmpBytes.termination());
    }
}
