/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

class IrrTableTest {
    private static final RpslLimits SMALL = new RpslLimits(100_000, 50, 3);

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(IrrTableTest.class.getResourceAsStream("/rpsl/" + name + ".rpsl"), name)) {
            return in.readAllBytes();
        }
    }

    private static IrrTable.Loaded read(byte[] bytes) throws IOException {
        return IrrTable.read(new ByteArrayInputStream(bytes), "FILE", SMALL);
    }

    private static IrrTable.Loaded read(String text, RpslLimits limits) throws IOException {
        return IrrTable.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "FILE", limits);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static long digest(String normalized) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(normalized.getBytes(StandardCharsets.ISO_8859_1));
        return ByteBuffer.wrap(hash).getLong();
    }

    @Test
    void readsWhatIsAllowed() throws Exception {
        IrrTable.Loaded loaded = read(fixture("good"));
        IrrTable table = loaded.table();

        assertThat(loaded.report()).isEqualTo(new RpslReport(7, 6, 0, List.of()));
        assertThat(table.covering(IpPrefix.parse("192.0.2.0/25")))
                .extracting(object -> object.prefix() + " AS" + object.origin() + " " + object.source())
                .containsExactly(
                        "192.0.0.0/16 AS4200000000 OTHER", "192.0.2.0/24 AS64496 LAB", "192.0.2.0/24 AS64499 FILE");
        assertThat(table.exact(IpPrefix.parse("192.0.2.0/24"))).hasSize(2);
        assertThat(table.exact(IpPrefix.parse("192.0.2.0/25"))).isEmpty();
        assertThat(table.exact(IpPrefix.parse("2001:db8::/32")))
                .extracting(RouteObject::origin)
                .containsExactly(new Asn(64497));
        assertThat(table.autNum(new Asn(64496))).hasValue(digest("aut-num:AS64496\nas-name:LAB\nsource:LAB"));
        assertThat(table.autNum(new Asn(Asn.MAX))).isPresent();
        assertThat(table.autNum(new Asn(64497))).isEmpty();
    }

    @Test
    void theDigestIsOfWhatTheObjectSaysAndNotOfItsLayout() throws Exception {
        RouteObject object = read(fixture("good"))
                .table()
                .exact(IpPrefix.parse("192.0.2.0/24"))
                .getFirst();
        String other =
                "ROUTE:192.0.2.0/24\ndescr: caf\u00e9 and blanks goes on\n and here#x\norigin:  AS64496\nsource: LAB";
        // An attribute goes on after a comment, so the words are the same.
        String same = other.replace("goes on\n", "goes on here\n");

        assertThat(object.digest())
                .isEqualTo(digest("route:192.0.2.0/24\ndescr:caf\u00e9 and blanks goes on here and here\n"
                        + "origin:AS64496\nsource:LAB"))
                .isEqualTo(only(same).digest())
                .isNotEqualTo(only(other).digest());
    }

    private static RouteObject only(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.ISO_8859_1))
                .table()
                .exact(IpPrefix.parse("192.0.2.0/24"))
                .getFirst();
    }

    @Test
    void readsWhatIsPackedWithGzip() throws IOException {
        assertThat(read(packed(fixture("good"))).report())
                .isEqualTo(read(fixture("good")).report());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "origin-missing, the origin is missing",
                "origin-not-an-as, '64496' is not an AS number",
                "origin-not-asdot, '65536.1' is not two numbers of 16 bits",
                "origin-too-big, AS number 4294967296 is not in 0-4294967295",
                "host-bits-set, '192.0.2.1/24' has host bits set; the block is 192.0.2.0/24",
                "length-missing, '192.0.2.0' is not a prefix: the length is missing",
                "wrong-family, '192.0.2.0/24' is of the other address family",
                "key-empty, '' is not a prefix: the length is missing",
                "line-without-colon, a line is no attribute",
                "no-attribute-at-all, does not begin with an attribute",
                "begins-with-continuation, does not begin with an attribute",
                "name-with-a-blank, a line is no attribute",
            })
    void skipsWhatIsMalformedAndSaysWhere(String name, String what) throws IOException {
        IrrTable.Loaded loaded = read(fixture(name));

        assertThat(loaded.report()).isEqualTo(new RpslReport(2, 1, 1, List.of(new RpslReport.Defect(2, what))));
        assertThat(loaded.table().exact(IpPrefix.parse("198.51.100.0/24"))).hasSize(1);
        assertThat(loaded.table().routes()).isEqualTo(1);
    }

    @Test
    void keepsTheFirstDefectsAndCountsAll() throws IOException {
        byte[] bytes = "route: x\n\n".repeat(10).getBytes(StandardCharsets.US_ASCII);

        RpslReport report = read(bytes).report();

        assertThat(report.malformed()).isEqualTo(10);
        assertThat(report.defects()).extracting(RpslReport.Defect::line).containsExactly(1L, 3L, 5L);
    }

    @Test
    void aDumpWithTooManyMalformedObjectsIsUnusable() {
        assertThat(new RpslReport(1000, 90, 10, List.of()).unusable(10, 10)).isFalse();
        assertThat(new RpslReport(1000, 89, 11, List.of()).unusable(10, 10)).isTrue();
        assertThat(new RpslReport(10, 1, 9, List.of()).unusable(10, 10)).isFalse();
        assertThat(new RpslReport(10, 0, 10, List.of()).unusable(10, 10)).isTrue();
    }

    @Test
    void refusesMoreThanIsAllowed() {
        byte[] many = "route: 192.0.2.0/24\norigin: AS1\n\n".repeat(51).getBytes(StandardCharsets.US_ASCII);
        byte[] big = new byte[100_001];

        assertThatThrownBy(() -> read(many)).isInstanceOf(IOException.class).hasMessage("more than 50 objects");
        assertThatThrownBy(() -> read(big)).isInstanceOf(IOException.class).hasMessageContaining("100000 bytes");
    }

    @Provide
    Arbitrary<List<RouteObject>> objects() {
        Arbitrary<IpPrefix> prefixes = Combinators.combine(
                        Arbitraries.of(0L, 0x0A000000L, 0x0A010000L, 0xFFFFFFFFL),
                        Arbitraries.integers().between(0, 32))
                .as((address, length) -> IpPrefix.around(new IpAddress(Family.IPV4, 0, address), length));
        return Combinators.combine(
                        prefixes,
                        Arbitraries.longs().between(0, Asn.MAX).map(Asn::new),
                        Arbitraries.of("ONE", "TWO", "THREE"))
                .as((prefix, origin, source) -> new RouteObject(prefix, origin, source, 0))
                .list()
                .ofMaxSize(40);
    }

    @Property
    void findsWhatAWalkOverAllFinds(@ForAll("objects") List<RouteObject> objects) throws IOException {
        StringBuilder dump = new StringBuilder();
        for (RouteObject object : objects) {
            dump.append("route: ").append(object.prefix());
            dump.append("\norigin: AS").append(object.origin());
            dump.append("\nsource: ").append(object.source()).append("\n\n");
        }
        IrrTable table =
                read(dump.toString().getBytes(StandardCharsets.US_ASCII)).table();
        IpPrefix asked = IpPrefix.parse("10.1.0.0/24");

        assertThat(table.routes()).isEqualTo(objects.size());
        assertThat(table.covering(asked))
                .extracting(object -> new RouteObject(object.prefix(), object.origin(), object.source(), 0))
                .containsExactlyInAnyOrderElementsOf(objects.stream()
                        .filter(object -> object.prefix().contains(asked))
                        .toList());
    }

    /** The same bytes in pieces of any size are the same lines. */
    @Property(tries = 200)
    void doesNotDependOnHowTheStreamIsCut(@ForAll long seed) throws IOException {
        byte[] bytes = fixture("good");
        Random random = new Random(seed);
        InputStream pieces = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, 1 + random.nextInt(20)));
            }
        };

        IrrTable.Loaded loaded = IrrTable.read(pieces, "FILE", SMALL);

        assertThat(loaded.report()).isEqualTo(read(bytes).report());
        assertThat(loaded.table().covering(IpPrefix.parse("192.0.2.0/24")))
                .isEqualTo(read(bytes).table().covering(IpPrefix.parse("192.0.2.0/24")));
    }

    @Test
    void anObjectMayBeOfAnyLengthInLinesOfAnyLength() throws Exception {
        String filler = "x".repeat(200_000);
        String text = "mntner: X\nremarks: " + filler + "\n\n"
                + "aut-num: AS64496\nremarks: " + filler + "\n" + "import: from AS64497 accept ANY\n".repeat(3_200)
                + "source: LAB\n\n"
                + "route: 192.0.2.0/24\ndescr: " + "x".repeat(8_193 - "descr: ".length()) + "\norigin: AS1\n";

        IrrTable.Loaded loaded = read(text, RpslLimits.DEFAULT);

        assertThat(loaded.report()).isEqualTo(new RpslReport(3, 2, 0, List.of()));
        assertThat(loaded.table().routes()).isEqualTo(1);
        assertThat(loaded.table().autNum(new Asn(64496)))
                .hasValue(digest("aut-num:AS64496\nremarks:" + filler + "\nimport:from AS64497 accept ANY".repeat(3_200)
                        + "\nsource:LAB"));
    }

    @Test
    void aValueThatIsTooLongToBeOneIsMalformed() throws IOException {
        RpslReport report = read("route: 192.0.2.0/24" + "0".repeat(1 << 20) + "\norigin: AS1\n", RpslLimits.DEFAULT)
                .report();

        assertThat(report.malformed()).isEqualTo(1);
        assertThat(report.defects().getFirst().what()).hasSizeLessThan(200);
    }

    @Test
    void aLineOfBlanksContinuesAnAttributeUnlessAnObjectBeginsAfterIt() throws Exception {
        String text = """
                ~~
                aut-num: AS64496
                ~\t~
                remarks: one
                ~
                ~two
                source: LAB

                route: 192.0.2.0/24
                ~
                origin: AS64496
                \t
                route: 198.51.100.0/24
                origin: AS64497
                ~
                """.replace('~', ' ');

        IrrTable.Loaded loaded = read(text, SMALL);

        assertThat(loaded.report()).isEqualTo(new RpslReport(3, 3, 0, List.of()));
        assertThat(loaded.table().autNum(new Asn(64496)))
                .hasValue(digest("aut-num:AS64496\nremarks:one two\nsource:LAB"));
        assertThat(loaded.table().exact(IpPrefix.parse("192.0.2.0/24")))
                .extracting(RouteObject::origin)
                .containsExactly(new Asn(64496));
        assertThat(loaded.table().exact(IpPrefix.parse("198.51.100.0/24"))).hasSize(1);
    }

    @Test
    void asdotAndAByteOrderMarkAreRead() throws IOException {
        byte[] text =
                "\uFEFFaut-num: AS1.10\n\nroute: 192.0.2.0/24\norigin: as0.64496\n".getBytes(StandardCharsets.UTF_8);

        for (byte[] dump : List.of(text, packed(text))) {
            IrrTable.Loaded loaded = read(dump);

            assertThat(loaded.report()).isEqualTo(new RpslReport(2, 2, 0, List.of()));
            assertThat(loaded.table().autNum(new Asn(65546))).isPresent();
            assertThat(loaded.table().exact(IpPrefix.parse("192.0.2.0/24")))
                    .extracting(RouteObject::origin)
                    .containsExactly(new Asn(64496));
        }
    }

    @Test
    void aPackedDumpIsReadToTheEndOfItsLastMember() throws IOException {
        byte[] first = packed("aut-num: AS1\n\n".getBytes(StandardCharsets.US_ASCII));
        byte[] second = packed("aut-num: AS2\n\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(read(joined(first, second)).table().autNums()).isEqualTo(2);
        for (int i = 0; i < 4; i++) {
            byte[] damaged = second.clone();
            damaged[i] ^= (byte) 0xE0;
            assertThatThrownBy(() -> read(joined(first, damaged)))
                    .as("header byte %d".formatted(i))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> read(joined(first, new byte[] {0}))).isInstanceOf(IOException.class);
        for (int length = 1; length < second.length; length++) {
            byte[] part = java.util.Arrays.copyOf(second, length);
            assertThatThrownBy(() -> read(joined(first, part)))
                    .as("cut after %d".formatted(length))
                    .isInstanceOf(IOException.class);
        }
        byte[] wrongSum = second.clone();
        wrongSum[second.length - 8] ^= 1;
        assertThatThrownBy(() -> read(joined(first, wrongSum))).isInstanceOf(IOException.class);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    /** What is made while it is read, so that only the reader's own memory counts. */
    @Test
    void theMemoryOfReadingDoesNotFollowTheLengthOfAnObject() throws IOException {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long[] allocated = new long[2];
        for (int i = 0; i < 2; i++) {
            InputStream object = object(i == 0 ? 1 << 10 : 64 << 20);
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThat(IrrTable.read(object, "FILE", RpslLimits.DEFAULT).table().autNums())
                    .isEqualTo(1);
            allocated[i] = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated[1] - allocated[0]).isLessThan(1 << 20);
    }

    private static InputStream object(int length) {
        byte[] head = "aut-num: AS64496\nremarks:".getBytes(StandardCharsets.US_ASCII);
        return new java.io.SequenceInputStream(new ByteArrayInputStream(head), new InputStream() {
            private int left = length;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int count = Math.min(left, length);
                java.util.Arrays.fill(into, from, from + count, (byte) 'x');
                left -= count;
                return count == 0 ? -1 : count;
            }
        });
    }

    @Test
    void mutatedDumpsAreReadOrRefused() throws IOException {
        Random random = new Random(20260504);
        byte[] original = fixture("good");
        List<Long> malformed = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = original.clone();
            for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            malformed.add(read(bytes).report().malformed());
        }
        assertThat(malformed).contains(0L, 1L, 2L);
    }
}
