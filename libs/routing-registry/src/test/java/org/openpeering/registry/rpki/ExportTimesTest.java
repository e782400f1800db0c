/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** What exports say of their own age, and until when what they hold counts. */
class ExportTimesTest {
    private static final Instant NOW = Instant.parse("2026-05-04T11:00:00Z");

    private static RpkiJson.Export read(String json) throws IOException {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return RpkiJson.read(new ByteArrayInputStream(bytes), RpkiJson.Limits.DEFAULT, NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // rpki-client, StayRTR
                "'buildtime': '2026-05-04T10:00:00Z', 'elapsedtime': 3 | 2026-05-04T10:00:00Z |",
                "'buildtime': '2026-05-04T12:00:00+02:00' | 2026-05-04T10:00:00Z |",
                // Routinator
                "'generated': 1777888800, 'generatedTime': '2026-05-04T10:00:00Z' | 2026-05-04T10:00:00Z |",
                // OctoRPKI, GoRTR
                "'counts': 1, 'generated': 1777888800, 'valid': 1777892400 | 2026-05-04T10:00:00Z | 2026-05-04T11:00:00Z",
                "'generated': 0, 'valid': 0 | |",
                "'buildtime': '' | |",
                "'buildtime': null | |",
                "'vrps': 7 | |",
            })
    void saysWhenItWasMadeAndUntilWhenItMayBeUsed(String metadata, Instant built, Instant validUntil)
            throws IOException {
        RpkiJson.Export export = read("{'metadata': {" + metadata + "}, 'roas': []}");

        assertThat(export.built()).isEqualTo(built);
        assertThat(export.validUntil()).isEqualTo(validUntil);
    }

    @Test
    void anExportWithoutMetadataSaysNothing() throws IOException {
        assertThat(read("{'roas': []}").built()).isNull();
        assertThat(read("{'metadata': [], 'roas': []}").built()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'buildtime': 'yesterday' | 'yesterday' is not a time",
                "'generated': -1 | -1 is not in 0-253402300799",
                "'generated': 253402300800 | 253402300800 is not in",
                "'buildtime': true | a text is expected at buildtime",
            })
    void refusesATimeThatCannotBe(String metadata, String words) {
        assertThatThrownBy(() -> read("{'metadata': {" + metadata + "}, 'roas': []}"))
                .isInstanceOf(RpkiFormatException.class)
                .hasMessageContaining(words);
    }

    @Test
    void vrpsAndAspasKeepTheirEnds() throws IOException {
        RpkiData data = read("""
                {'roas': [
                   {'asn': 1, 'prefix': '192.0.2.0/24', 'expires': 1777892400},
                   {'asn': 2, 'prefix': '192.0.2.0/24', 'expires': 1777892399},
                   {'asn': 3, 'prefix': '192.0.2.0/24', 'expires': 1777896000},
                   {'asn': 4, 'prefix': '192.0.2.0/24', 'expires': 253402300799},
                   {'asn': 5, 'prefix': '192.0.2.0/24'}],
                 'aspas': [
                   {'customer_asid': 64496, 'providers': [1, 2], 'expires': 1777896000},
                   {'customer_asid': 64496, 'providers': [2, 3]}]}""").data();
        IpPrefix prefix = IpPrefix.parse("192.0.2.0/24");
        Instant later = Instant.parse("2026-05-04T12:00:00.000000001Z");

        assertThat(data.firstExpiry()).isEqualTo(NOW);
        assertThat(data.vrps().covering(prefix, NOW))
                .extracting(vrp -> vrp.asn().value())
                .containsExactly(1L, 3L, 4L, 5L);
        assertThat(data.vrps().covering(prefix, later))
                .extracting(vrp -> vrp.asn().value())
                .containsExactly(4L, 5L);
        AspaTable aspas = Objects.requireNonNull(data.aspas());
        assertThat(aspas.providers(new Asn(64496), NOW)).containsExactly(new Asn(1), new Asn(2), new Asn(3));
        assertThat(aspas.providers(new Asn(64496), later)).containsExactly(new Asn(2), new Asn(3));
        assertThat(data.inForce(later).firstExpiry()).isNull();
    }
}
