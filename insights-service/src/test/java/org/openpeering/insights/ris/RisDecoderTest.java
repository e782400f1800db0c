/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.UpdateOutcome;

/** Messages in the shapes of the RIS Live manual; numbers and addresses are of documentation. */
class RisDecoderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MUTATIONS = Integer.getInteger("ris.mutations", 60_000);
    private static final String UPDATE = """
            {"type":"ris_message","data":{"timestamp":1636245154.8,"peer":"2001:db8::1","peer_asn":"64496",\
            "id":"10-64496-1","host":"rrc10.ripe.net","type":"UPDATE","path":[64496,64497,[64498,64499],4200000001],\
            "community":[[64496,30],[65535,65281]],"origin":"IGP","med":10,"aggregator":"4200000001:192.0.2.9",\
            "announcements":[{"next_hop":"2001:db8::1,fe80::1","prefixes":["2001:db8:97c7::/48","2001:db8::/32"]},\
            {"next_hop":"192.0.2.1","prefixes":["198.51.100.0/24"]}],\
            "withdrawals":["203.0.113.0/24","2001:db8:dead::/48"]}}""";

    private final RisDecoder decoder = Decoded.decoder();

    @Test
    void anUpdateIsReadWithAllItsAttributes() {
        Decoded update = Decoded.of(decoder, UPDATE);

        AsPath path = AsPath.parse("64496 64497 {64498,64499} 4200000001");
        List<Community> communities = List.of(new Community(64496, 30), new Community(65535, 65281));
        assertThat(update.announced)
                .containsExactlyInAnyOrder(
                        announced("2001:db8:97c7::/48", "2001:db8::1", path, communities),
                        announced("2001:db8::/32", "2001:db8::1", path, communities),
                        announced("198.51.100.0/24", "192.0.2.1", path, communities));
        assertThat(update.withdrawn)
                .containsExactlyInAnyOrder(IpPrefix.parse("203.0.113.0/24"), IpPrefix.parse("2001:db8:dead::/48"));
        assertThat(decoder.peer()).isEqualTo(new RisPeer("rrc10", IpAddress.parse("2001:db8::1"), new Asn(64496)));
        assertThat(decoder.timestamp()).isEqualTo(1_636_245_154_800_000L);
        assertThat(decoder.leftOut()).isZero();
        assertThat(update.outcomes).containsExactly(UpdateOutcome.ROUTES);
    }

    private static RisTree.Announced announced(String prefix, String hop, AsPath path, List<Community> communities) {
        return new RisTree.Announced(IpPrefix.parse(prefix), IpAddress.parse(hop), path, Origin.IGP, communities);
    }

    @Test
    void otherMessagesAreToldApart() {
        assertThat(kind("{\"type\":\"pong\",\"data\":null}")).isEqualTo(RisMessage.OTHER);
        assertThat(kind("{\"type\":\"ris_subscribe_ok\",\"data\":{\"subscription\":{\"type\":\"UPDATE\"}}}"))
                .isEqualTo(RisMessage.SUBSCRIBED);
        assertThat(kind("{\"type\":\"ris_error\",\"data\":{\"message\":\"no\\u0007 such\"}}"))
                .isEqualTo(RisMessage.ERROR);
        assertThat(decoder.error()).isEqualTo("no? such");
        for (String type : List.of("KEEPALIVE", "OPEN", "NOTIFICATION")) {
            assertThat(kind(UPDATE.replace("UPDATE", type))).isEqualTo(RisMessage.OTHER);
        }
        String state = "{\"data\":{\"type\":\"RIS_PEER_STATE\",\"state\":\"down\",\"peer\":\"192.0.2.1\","
                + "\"peer_asn\":\"64496\",\"host\":\"rrc01\",\"timestamp\":1553625081.88},\"type\":\"ris_message\"}";
        assertThat(kind(state)).isEqualTo(RisMessage.PEER_DOWN);
        assertThat(decoder.peer().collector()).isEqualTo("rrc01");
        assertThat(kind(state.replace("down", "connected"))).isEqualTo(RisMessage.OTHER);
    }

    private RisMessage kind(String message) {
        return Decoded.of(decoder, message).kind;
    }

    @Test
    void whatConcernsNobodyIsPassedOver() {
        RisDecoder narrow = Decoded.decoder("198.51.0.0/16", "2001:db8:dead:beef::/64");
        Decoded update = Decoded.of(narrow, UPDATE.replace("203.0.113.0/24", "0.0.0.0/0"));

        assertThat(update.announced)
                .extracting(route -> route.prefix().toString())
                .containsExactlyInAnyOrder("198.51.100.0/24", "2001:db8::/32");
        assertThat(update.withdrawn).extracting(IpPrefix::toString).containsExactly("2001:db8:dead::/48");
        assertThat(Decoded.of(Decoded.decoder("192.0.2.0/24"), UPDATE).kind).isEqualTo(RisMessage.OTHER);
    }

    @Test
    void aPartThatCannotBeReadIsLeftOutAndCounted() {
        Map<String, String> damages = new TreeMap<>(Map.of(
                "\"198.51.100.0/24\"", "\"198.51.100.0/33\"",
                "[64496,30]", "[64496,70000]",
                "\"IGP\"", "\"unknown\"",
                "\"med\":10", "\"med\":-1",
                "4200000001:192.0.2.9", "4200000001",
                "\"next_hop\":\"192.0.2.1\"", "\"next_hop\":\"none\""));
        damages.forEach((good, bad) -> {
            Decoded update = Decoded.of(decoder, UPDATE.replace(good, bad));
            assertThat(update.kind).as(bad).isEqualTo(RisMessage.UPDATE);
            assertThat(decoder.leftOut()).as(bad).isEqualTo(1);
            assertThat(update.withdrawn).as(bad).hasSize(2);
            assertThat(update.announced).as(bad).hasSize(bad.contains("/33") ? 2 : 3);
        });
    }

    @Test
    void withoutAPathNothingIsAnnouncedButWhatIsWithdrawnIsGone() {
        for (String path : List.of("null", "\"64496\"", "[64496,\"x\"]", "[64496,[]]", "[4294967296]", "[[[1]]]")) {
            Decoded update = Decoded.of(decoder, UPDATE.replaceFirst("\"path\":.*?4200000001]", "\"path\":" + path));
            assertThat(update.kind).as(path).isEqualTo(RisMessage.UPDATE);
            assertThat(update.announced).as(path).isEmpty();
            assertThat(update.withdrawn).as(path).hasSize(2);
            assertThat(decoder.leftOut()).as(path).isPositive();
        }
    }

    @Test
    void nobodysMessageIsUnreadable() {
        for (String[] damage : new String[][] {
            {"\"peer\":\"2001:db8::1\"", "\"peer\":\"2001:db8::1::\""},
            {"\"peer_asn\":\"64496\"", "\"peer_asn\":\"AS64496\""},
            {"\"peer_asn\":\"64496\"", "\"peer_asn\":\"0\""},
            {"rrc10.ripe.net", "rrc10/../x"},
            {"\"host\":", "\"hosts\":"},
        }) {
            assertThat(kind(UPDATE.replace(damage[0], damage[1]))).as(damage[1]).isEqualTo(RisMessage.UNREADABLE);
        }
    }

    @Test
    void whatIsNotJsonIsSaidToBeThat() {
        for (String text : List.of(
                "",
                "{",
                "[1,]",
                "{\"type\":}",
                UPDATE + "x",
                UPDATE.substring(0, 300),
                "{\"a\":tru}",
                "[[]}",
                "\"\\u12\"",
                "[".repeat(100),
                "nul",
                "{\"a\" 1}",
                "{\"a\":1,}",
                "\u0000")) {
            assertThat(kind(text)).as(text).isEqualTo(RisMessage.NOT_JSON);
        }
    }

    @Test
    void aTimestampThatIsNoneIsAbsent() {
        for (String time : List.of("null", "\"soon\"", "-5", "1e400", "99999999999999", "{}", "5.-1")) {
            Decoded.of(decoder, UPDATE.replace("1636245154.8", time));
            assertThat(decoder.timestamp()).as(time).isZero();
        }
        Decoded.of(decoder, UPDATE.replace("1636245154.8", "4294967295.1234567"));
        assertThat(decoder.timestamp()).isEqualTo(4_294_967_295_123_456L);
    }

    @Test
    void aPrefixThatIsWithdrawnAndAnnouncedIsAnnounced() {
        Decoded update = Decoded.of(decoder, UPDATE.replace("203.0.113.0/24", "198.51.100.0/24"));
        assertThat(update.withdrawn).extracting(IpPrefix::toString).containsExactly("2001:db8:dead::/48");
        assertThat(update.announced).hasSize(3);
    }

    @Test
    void severalNextHopsAndLongListsBecomeSeveralUpdates() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 9_000; i++) {
            many.add("\"10." + i / 256 + "." + i % 256 + ".0/24\"");
        }
        String groups = "\"announcements\":[{\"next_hop\":\"192.0.2.1\",\"prefixes\":" + many + "},"
                + "{\"next_hop\":\"192.0.2.2\",\"prefixes\":[\"198.51.100.0/24\"]},"
                + "{\"next_hop\":\"2001:db8::5\",\"prefixes\":[\"192.0.2.0/24\",\"2001:db8:5::/48\"]},"
                + "{\"next_hop\":\"2001:db8::6\",\"prefixes\":[\"2001:db8:6::/48\"]}],\"withdrawals\":[]";
        Decoded update = Decoded.of(decoder, UPDATE.replaceFirst("\"announcements\".*]", groups));

        Map<String, String> hops = new TreeMap<>();
        update.announced.forEach(
                route -> hops.put(route.prefix().toString(), route.nextHop().toString()));
        assertThat(hops)
                .hasSize(9_004)
                .containsEntry("10.35.39.0/24", "192.0.2.1")
                .containsEntry("198.51.100.0/24", "192.0.2.2")
                .containsEntry("192.0.2.0/24", "2001:db8::5")
                .containsEntry("2001:db8:5::/48", "2001:db8::5")
                .containsEntry("2001:db8:6::/48", "2001:db8::6");
    }

    /** Members in any order, blanks, unknown members, escapes: the same as read by a tree. */
    @Property(tries = 500)
    void anyMessageSaysTheSameAsItsTree(@ForAll long seed) throws IOException {
        String text = message(new Random(seed));
        assertThat(compare(text)).isTrue();
        assertThat(decoder.timestamp())
                .isEqualTo(RisTree.read(text).orElseThrow().micros());
    }

    /** False when there is nothing to compare. */
    private boolean compare(String text) {
        Decoded decoded = Decoded.of(decoder, text);
        RisTree tree = RisTree.read(text).orElse(null);
        boolean readable = tree != null && !text.contains("-0");
        if (!readable || decoded.outcomes.contains(UpdateOutcome.TREATED_AS_WITHDRAW)) {
            return false;
        }
        assertThat(decoded.kind).as(text).isNotEqualTo(RisMessage.NOT_JSON);
        assertThat(new HashSet<>(decoded.announced)).as(text).isEqualTo(new HashSet<>(tree.announced()));
        Set<IpPrefix> withdrawn = new HashSet<>(tree.withdrawn());
        tree.announced().forEach(route -> withdrawn.remove(route.prefix()));
        Set<IpPrefix> said = new HashSet<>(decoded.withdrawn);
        decoded.announced.forEach(route -> said.remove(route.prefix()));
        assertThat(said).as(text).isEqualTo(withdrawn);
        if (decoded.kind == RisMessage.UPDATE) {
            assertThat(decoder.peer()).as(text).isEqualTo(tree.peer());
        }
        return true;
    }

    /**
     * Bytes changed, taken out, doubled: nothing is thrown, whatever a tree can still read is read the same, and memory
     * does not grow.
     */
    @Test
    void noChangeOfBytesDoesHarm() {
        Random random = new Random(7);
        List<String> messages = new ArrayList<>(List.of(UPDATE));
        for (int i = 0; i < 50; i++) {
            messages.add(message(random));
        }
        messages.addAll(captured());
        int compared = 0;
        long allocated = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutated(messages.get(random.nextInt(messages.size())).getBytes(UTF_8), random);
            long before = allocated();
            RisMessage kind = decoder.decode(bytes, 0, bytes.length);
            allocated = Math.max(allocated, allocated() - before);
            assertThat(kind).isNotNull();
            if (i % 10 == 0) {
                compared += compare(new String(bytes, UTF_8)) ? 1 : 0;
            }
        }
        assertThat(compared).isGreaterThan(MUTATIONS / 100);
        // A table of peers that is doubled, a buffer that grows.
        assertThat(allocated).isLessThan(1 << 20);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] changed = bytes;
        for (int i = random.nextInt(3); i >= 0 && changed.length > 0; i--) {
            int at = random.nextInt(changed.length);
            int length = Math.min(changed.length - at, 1 + random.nextInt(20));
            changed = switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(changed, at);
                case 1 -> spliced(changed, at, length, 0);
                case 2 -> spliced(changed, at, length, 2);
                case 3 -> {
                    byte[] copy = changed.clone();
                    copy[at] = (byte) "[]{}\",:\\0.-e/".charAt(random.nextInt(13));
                    yield copy;
                }
                case 4 -> {
                    byte[] copy = changed.clone();
                    copy[at] = (byte) ('0' + random.nextInt(10));
                    yield copy;
                }
                default -> {
                    byte[] copy = changed.clone();
                    copy[at] = (byte) random.nextInt(256);
                    yield copy;
                }
            };
        }
        return changed;
    }

    private static byte[] spliced(byte[] bytes, int at, int length, int times) {
        byte[] out = new byte[bytes.length + (times - 1) * length];
        System.arraycopy(bytes, 0, out, 0, at);
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, at, out, at + i * length, length);
        }
        System.arraycopy(bytes, at + length, out, at + times * length, bytes.length - at - length);
        return out;
    }

    @Test
    void theSteadyStateAllocatesNothing() {
        byte[] bytes = UPDATE.getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            decoder.decode(bytes, 0, bytes.length);
        }
        long before = allocated();
        for (int i = 0; i < 1_000; i++) {
            decoder.decode(bytes, 0, bytes.length);
        }
        assertThat(allocated() - before).isLessThan(1_000);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Files of messages, one a line, in the directory {@code -Dris.captures}, if it is set. */
    @Test
    void capturesSayTheSameAsTheirTrees() {
        List<String> captured = captured();
        assumeTrue(!captured.isEmpty());
        assertThat(captured.stream().filter(this::compare).count()).isPositive();
    }

    private static List<String> captured() {
        String directory = System.getProperty("ris.captures", "");
        if (directory.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String message(Random random) {
        ObjectNode data = JSON.createObjectNode();
        data.put("timestamp", BigDecimal.valueOf(random.nextLong(2_000_000_000L * 100), 2));
        data.put("peer", address(random));
        data.put("peer_asn", Long.toString(1 + random.nextLong(Asn.MAX)));
        data.put("id", "00-" + random.nextInt());
        data.put("host", "rrc" + random.nextInt(30) + (random.nextBoolean() ? ".ripe.net" : ""));
        data.put("type", "UPDATE");
        data.put("origin", List.of("IGP", "igp", "EGP", "INCOMPLETE").get(random.nextInt(4)));
        ArrayNode path = data.putArray("path");
        for (int i = random.nextInt(1, 8) * random.nextInt(1, 60); i > 0; i--) {
            if (random.nextInt(10) == 0) {
                ArrayNode set = path.addArray();
                for (int j = random.nextInt(1, 5); j > 0; j--) {
                    set.add(1 + random.nextLong(Asn.MAX));
                }
            } else {
                path.add(1 + random.nextLong(Asn.MAX));
            }
        }
        ArrayNode communities = data.putArray("community");
        for (int i = random.nextInt(6); i > 0; i--) {
            communities.addArray().add(random.nextInt(65_536)).add(random.nextInt(65_536));
        }
        ArrayNode groups = data.putArray("announcements");
        for (int i = random.nextInt(3); i > 0; i--) {
            ObjectNode group = groups.addObject();
            group.put("next_hop", address(random) + (random.nextInt(3) == 0 ? ",fe80::" + random.nextInt(9) : ""));
            prefixes(group.putArray("prefixes"), random);
        }
        if (random.nextBoolean()) {
            prefixes(data.putArray("withdrawals"), random);
        }
        if (random.nextInt(4) == 0) {
            data.putObject("new")
                    .putArray("things")
                    .add("]}\"\\")
                    .addNull()
                    .add(1.5e-3)
                    .add(true);
        }
        List<String> names = new ArrayList<>();
        data.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        ObjectNode shuffled = JSON.createObjectNode();
        names.forEach(name -> shuffled.set(name, data.get(name)));
        ObjectNode root = JSON.createObjectNode();
        if (random.nextBoolean()) {
            root.put("type", "ris_message");
            root.set("data", shuffled);
        } else {
            root.set("data", shuffled);
            root.put("type", "ris_message");
        }
        String text = random.nextInt(4) == 0 ? root.toPrettyString() : root.toString();
        return random.nextInt(4) == 0 ? text.replace("/", "\\/").replace("rrc", "\\u0072rc") : text;
    }

    private static void prefixes(ArrayNode to, Random random) {
        for (int i = random.nextInt(5); i > 0; i--) {
            IpAddress address = IpAddress.parse(address(random));
            boolean four = address.family().bits() == 32;
            to.add(IpPrefix.around(address, four ? random.nextInt(8, 33) : random.nextInt(16, 129))
                    .toString());
        }
    }

    private static String address(Random random) {
        return (random.nextBoolean()
                        ? new IpAddress(IpAddress.Family.IPV4, 0, random.nextLong(1L << 32))
                        : new IpAddress(
                                IpAddress.Family.IPV6,
                                0x2000_0000_0000_0000L | random.nextLong() >>> random.nextInt(4, 60),
                                random.nextLong() >>> random.nextInt(60)))
                .toString();
    }
}
