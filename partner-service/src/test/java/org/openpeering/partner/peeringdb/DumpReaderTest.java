/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
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

    @Test
    void whatMattersIsKeptAndTheRestIsSkipped() throws IOException {
        Dump dump = valid(DUMP.replace("@", "long ".repeat(100_000)));

        assertThat(dump.facilities)
                .extracting(Dump.Site::id, Dump.Site::address, Dump.Site::country)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                58L, "Example DC, 1 High Street, 60326 Frankfurt am Main", "DE"),
                        org.assertj.core.groups.Tuple.tuple(61L, "No place, Bonn", "DE"));
        assertThat(dump.facilities).extracting(Dump.Site::place).containsExactly(new GeoPoint(50.1, 8.6), null);
        assertThat(dump.exchanges).extracting(Dump.Site::name).containsExactly("Example-IX");
        assertThat(dump.ports).hasSize(1);
        assertThat(dump.presence).containsExactly(58L);
        assertThat(dump.lanPrefixes).containsExactly(new Dump.LanPrefix(31, IpPrefix.parse("192.0.2.0/24")));
        assertThat(dump.networks)
                .containsExactly(new PeeringDbNetwork(
                        new Asn(64496), "Example Net", "AS-EXAMPLE", 12L, "NSP", "Open", "ok", NOW));
        assertThat(dump.unusable).isEqualTo(3);
        assertThat(dump.read).containsEntry(Section.FAC, 3L).containsEntry(Section.NETIXLAN, 2L);
    }

    @Test
    void theAnswerOfTheApiForOneObjectIsReadToo() throws IOException {
        String net = "{\"meta\":{},\"data\":[{\"asn\":64496,\"name\":\"Example Net\"}]}";

        assertThat(read(net, Optional.of(Section.NET)))
                .isInstanceOfSatisfying(
                        Checked.Valid.class,
                        valid -> assertThat(((Dump) valid.value()).networks).hasSize(1));
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

        assertThat(DumpReader.read(new ByteArrayInputStream(part), Optional.empty(), new Asn(8075), NOW))
                .isInstanceOf(Checked.Invalid.class);
    }

    @Property
    void noBytesMakeItFailOtherwiseThanByRefusal(@ForAll @IntRange(max = 1_000_000) int at, @ForAll byte value)
            throws IOException {
        byte[] bytes = DUMP.getBytes(UTF_8);
        bytes[at % bytes.length] = value;

        assertThat(DumpReader.read(new ByteArrayInputStream(bytes), Optional.empty(), new Asn(8075), NOW))
                .isNotNull();
    }

    private static Dump valid(String text) throws IOException {
        return ((Checked.Valid<Dump>) read(text, Optional.empty())).value();
    }

    private static String target(String text) throws IOException {
        return ((Checked.Invalid<Dump>) read(text, Optional.empty())).error().target();
    }

    private static Checked<Dump> read(String text, Optional<Section> single) throws IOException {
        return DumpReader.read(new ByteArrayInputStream(text.getBytes(UTF_8)), single, new Asn(8075), NOW);
    }
}
