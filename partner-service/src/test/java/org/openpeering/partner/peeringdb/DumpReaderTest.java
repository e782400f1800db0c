/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.error.ArmException;
import org.openpeering.partner.Checked;
import org.openpeering.partner.catalogue.GeoPoint;

class DumpReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String DUMP = """
            {"api":{"meta":{"generated":1}},
            "org":{"data":[{"id":1,"name":"x","net_set":[{"id":2}]}]},
            "fac":{"meta":{"a":[1]},"data":[
              {"id":58,"status":"ok","name":"Example DC","address1":"1 High Street","address2":"","zipcode":"60326",
               "city":"Frankfurt am Main","country":"de","latitude":50.1,"longitude":8.6,"tags":["x",{"y":[]}]},
              {"id":59,"status":"deleted","name":"Closed","city":"Frankfurt","country":"DE"},
              {"id":"sixty","name":"Broken","city":"Frankfurt","country":"DE"},
              {"id":61,"name":"No place","city":"Bonn","country":"DE","latitude":null,"longitude":200}]},
            "ix":{"data":[{"id":31,"name":"Example-IX","city":"Frankfurt","country":"DE"}]},
            "ixpfx":{"data":[{"ixlan_id":31,"prefix":"192.0.2.0/24"},{"ixlan_id":31,"prefix":"192.0.2.1/24"}]},
            "netfac":{"data":[{"fac_id":58,"local_asn":8075},{"fac_id":61,"local_asn":64496}]},
            "netixlan":{"data":[
              {"ix_id":31,"ixlan_id":31,"asn":8075,"speed":100000,"ipaddr4":"192.0.2.7","ipaddr6":null},
              {"ix_id":31,"ixlan_id":31,"asn":8075,"speed":100000,"ipaddr4":null,"ipaddr6":null},
              {"ix_id":31,"ixlan_id":31,"asn":64496,"speed":100000,"ipaddr4":"192.0.2.8","ipaddr6":null}]},
            "net":{"data":[{"id":1,"asn":64496,"name":"Example Net","irr_as_set":"AS-EXAMPLE","info_prefixes4":12,
               "info_type":"NSP","policy_general":"Open","status":"ok","notes":"@"}]}}
            """;

    /** All that was kept of a dump. */
    private record Whole(Dump dump, List<DumpBatch.Line> lines) {
        <T> List<T> entries(Section section, Class<T> type) {
            return lines.stream()
                    .filter(line -> line.object().equals(section.object()) && line.entry() != null)
                    .map(line -> type.cast(line.entry()))
                    .toList();
        }

        /** The ids of those that can't be read. */
        List<Long> unreadable(Section section) {
            return lines.stream()
                    .filter(line -> line.object().equals(section.object()) && line.entry() == null)
                    .map(DumpBatch.Line::id)
                    .toList();
        }
    }

    @Test
    void whatMattersIsKeptAndTheRestIsSkipped() throws IOException {
        Whole whole = valid(DUMP.replace("@", "long ".repeat(100_000)));
        Dump dump = whole.dump();

        assertThat(whole.entries(Section.FAC, Dump.Site.class))
                .extracting(Dump.Site::id, Dump.Site::address, Dump.Site::country)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                58L, "Example DC, 1 High Street, 60326 Frankfurt am Main", "DE"),
                        org.assertj.core.groups.Tuple.tuple(61L, "No place, Bonn", "DE"));
        assertThat(whole.entries(Section.FAC, Dump.Site.class))
                .extracting(Dump.Site::place)
                .containsExactly(new GeoPoint(50.1, 8.6), null);
        assertThat(whole.entries(Section.IX, Dump.Site.class))
                .extracting(Dump.Site::name)
                .containsExactly("Example-IX");
        assertThat(dump.ports).hasSize(1);
        assertThat(whole.lines())
                .filteredOn(line -> line.object().equals("netfac"))
                .extracting(DumpBatch.Line::id)
                .containsExactly(58L);
        assertThat(dump.lanPrefixes).containsExactly(new Dump.LanPrefix(31, IpPrefix.parse("192.0.2.0/24")));
        assertThat(whole.entries(Section.NET, PeeringDbNetwork.class))
                .containsExactly(new PeeringDbNetwork(
                        new Asn(64496), "Example Net", "AS-EXAMPLE", 12L, "NSP", "Open", "ok", NOW));
        assertThat(dump.unusable.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(3);
        assertThat(dump.read).containsEntry(Section.FAC, 3L).containsEntry(Section.NETIXLAN, 2L);
        assertThat(dump.unidentified).containsExactly(Section.FAC);
        assertThat(dump.unclearLans).containsExactly(31L);
    }

    @Test
    void whatCanNotBeReadIsKeptAsThatAndNamed() throws IOException {
        Whole whole = valid("""
                {"fac":{"data":[{"id":58,"name":"Example\\tDC","city":"Frankfurt","country":"DE"},
                  {"id":59,"name":"Half \\ud800","city":"Frankfurt","country":"DE"},
                  {"id":60,"name":"Nowhere","country":"DE"},
                  {"id":61,"status":"deleted","name":"Example\\tDC"},
                  {"id":62,"name":"x","city":"Frankfurt","country":"DE","latitude":"50,1","longitude":8.6},
                  {"id":63,"name":"x","city":"Frankfurt","country":"DE","latitude":50.1,"longitude":"NaN"}]},
                "netfac":{"data":[{"fac_id":62,"local_asn":"?"},{"fac_id":63,"local_asn":64496},
                  {"fac_id":64,"local_asn":8075},{"fac_id":64,"local_asn":"?"}]},
                "netixlan":{"data":[{"ix_id":31,"ixlan_id":31,"asn":8075,"speed":1,"ipaddr4":"192.0.2.256"}]},
                "net":{"data":[{"asn":64496,"name":""},{"asn":99999999999,"name":"x"}]}}""");

        assertThat(whole.unreadable(Section.FAC)).containsExactly(58L, 59L, 60L, 62L, 63L);
        assertThat(whole.unreadable(Section.NETFAC)).containsExactly(62L);
        assertThat(whole.unreadable(Section.NETIXLAN)).containsExactly(31L);
        assertThat(whole.unreadable(Section.NET)).containsExactly(64496L);
        assertThat(whole.dump().unidentified).containsExactly(Section.NET);
        assertThat(whole.dump().unreadable)
                .startsWith(
                        new Dump.Unreadable(Section.FAC, 58L, "name is too long or has control characters"),
                        new Dump.Unreadable(Section.FAC, 59L, "name is too long or has control characters"),
                        new Dump.Unreadable(Section.FAC, 60L, "city is missing"))
                .hasSize(10);
    }

    @Test
    void aDumpOfWhichTooMuchCanNotBeReadIsRefused() throws IOException {
        assertThat(read(facilities(190, 9), Optional.empty())).isInstanceOf(Checked.Valid.class);
        assertThat(read(facilities(0, 9), Optional.empty())).isInstanceOf(Checked.Valid.class);
        assertThat(read(facilities(190, 10), Optional.empty())).isInstanceOf(Checked.Valid.class);
        assertThat(read(facilities(189, 10), Optional.empty()))
                .isInstanceOfSatisfying(Checked.Invalid.class, invalid -> {
                    assertThat(invalid.error().target()).isEqualTo("fac.data");
                    assertThat(invalid.error().message())
                            .startsWith("10 of 199 entries of fac can't be used, and 5 percent may be:"
                                    + " id 190: city is missing; id 191: ");
                });
    }

    private static String facilities(int good, int bad) {
        return IntStream.rangeClosed(1, good + bad)
                .mapToObj(id -> "{\"id\":%d,\"name\":\"x\",\"country\":\"DE\"%s}"
                        .formatted(id, id <= good ? ",\"city\":\"Bonn\"" : ""))
                .collect(Collectors.joining(",", "{\"fac\":{\"data\":[", "]}}"));
    }

    @Test
    void moreThanCanBeHeldIsRefused() throws IOException {
        String port = "{\"ix_id\":31,\"ixlan_id\":31,\"asn\":8075,\"speed\":1,\"ipaddr4\":\"192.0.2.7\"},";

        assertThat(target("{\"netixlan\":{\"data\":[" + port.repeat(10_001) + port.replace("},", "}]}}")))
                .isEqualTo("netixlan.data");
    }

    @Test
    void theAnswerOfTheApiForOneObjectIsReadToo() throws IOException {
        String net = "{\"meta\":{},\"data\":[{\"asn\":64496,\"name\":\"Example Net\"}]}";

        assertThat(read(net, Optional.of(Section.NET)))
                .isInstanceOfSatisfying(
                        Checked.Valid.class,
                        valid -> assertThat(((Whole) valid.value()).lines()).hasSize(1));
        assertThat(target(net)).isEqualTo("object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"fac\":[]}",
                "{\"fac\":{\"data\":{}}}",
                "{\"fac\":{\"data\":[1]}}",
                "{\"fac\":{\"data\":[]}} {}",
                "{\"fac\":{\"data\":[]}",
                "{\"poc\":{\"data\":[]}}",
                "{\"fac\":{\"data\":[{\"id\":1,}]}}",
                "not json",
            })
    void whatIsNotADumpIsRefused(String text) throws IOException {
        assertThat(read(text, Optional.empty())).isInstanceOf(Checked.Invalid.class);
    }

    @Test
    void hostileValuesAreRefusedWithoutBeingHeld() throws IOException {
        assertThat(target("{\"fac\":{\"data\":[{\"name\":\"" + "x".repeat(20_000) + "\"}]}}"))
                .isEqualTo("body");
        assertThat(target("{\"x\":" + "[".repeat(1_000))).isEqualTo("body");
        assertThat(target("{\"" + "x".repeat(1_000) + "\":1}")).isEqualTo("body");
        assertThat(target("{\"fac\":{\"data\":[{\"id\":" + "1".repeat(1_000) + "}]}}"))
                .isEqualTo("body");
    }

    @Property
    void aFileThatBreaksOffIsNeverTakenForAWholeOne(@ForAll @IntRange(max = 1_000_000) int cut) throws IOException {
        byte[] whole = DUMP.strip().getBytes(UTF_8);
        byte[] part = Arrays.copyOf(whole, cut % whole.length);

        assertThat(read(part, Optional.empty())).isInstanceOf(Checked.Invalid.class);
    }

    @Property
    void noBytesMakeItFailOtherwiseThanByRefusal(@ForAll @IntRange(max = 1_000_000) int at, @ForAll byte value)
            throws IOException {
        byte[] bytes = DUMP.getBytes(UTF_8);
        bytes[at % bytes.length] = value;

        assertThat(read(bytes, Optional.empty())).isNotNull();
    }

    private static Whole valid(String text) throws IOException {
        return ((Checked.Valid<Whole>) read(text, Optional.empty())).value();
    }

    private static String target(String text) throws IOException {
        return ((Checked.Invalid<Whole>) read(text, Optional.empty())).error().target();
    }

    private static Checked<Whole> read(String text, Optional<Section> single) throws IOException {
        return read(text.getBytes(UTF_8), single);
    }

    private static Checked<Whole> read(byte[] bytes, Optional<Section> single) throws IOException {
        DumpReader reader = new DumpReader(
                new ByteArrayInputStream(bytes), single, new Asn(8075), NOW, new DumpReader.Tolerance(5, 10));
        List<DumpBatch.Line> lines = new ArrayList<>();
        try {
            DumpBatch batch;
            do {
                batch = reader.next();
                lines.addAll(batch.lines());
            } while (!batch.last());
        } catch (ArmException e) {
            return new Checked.Invalid<>(e.error());
        }
        return new Checked.Valid<>(new Whole(reader.dump(), lines));
    }
}
