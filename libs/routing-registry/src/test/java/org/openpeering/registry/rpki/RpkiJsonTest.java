/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.net.Asn;

class RpkiJsonTest {
    private static final Instant NOW = Instant.parse("2026-05-04T11:00:00Z");

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RpkiJsonTest.class.getResourceAsStream("/rpki/" + name + ".json"), name)) {
            return in.readAllBytes();
        }
    }

    private static RpkiData read(byte[] bytes) throws IOException {
        return RpkiJson.read(new ByteArrayInputStream(bytes), RpkiJson.Limits.DEFAULT, NOW)
                .data();
    }

    private static List<String> vrps(RpkiData data) {
        List<String> found = new ArrayList<>();
        data.vrps().forEach(vrp -> found.add(vrp + " " + vrp.trustAnchor()));
        return found;
    }

    @Test
    void readsWhatRpkiClientWrites() throws IOException {
        RpkiData data = read(fixture("rpki-client"));

        assertThat(vrps(data))
                .containsExactly(
                        "192.0.2.0/24 AS64496 lab",
                        "198.51.100.0/24 AS64497 lab",
                        "203.0.113.0/24-32 AS0 other",
                        "2001:db8::/32-48 AS4200000000 lab");
        assertThat(Objects.requireNonNull(data.aspas()).customers()).containsExactly(new Asn(64496));
        assertThat(data.aspas().providers(new Asn(64496))).containsExactly(new Asn(64497), new Asn(64500));
    }

    @Test
    void readsWhatRoutinatorWrites() throws IOException {
        RpkiData data = read(fixture("routinator"));

        assertThat(vrps(data)).containsExactly("192.0.2.0/24 AS64496 lab", "2001:db8::/32-48 AS4200000000 null");
        assertThat(Objects.requireNonNull(data.aspas()).providers(new Asn(64496)))
                .containsExactly(new Asn(64497), new Asn(64500));
    }

    @Test
    void joinsTheListsOfTheTwoFamilies() throws IOException {
        AspaTable aspas = Objects.requireNonNull(read(fixture("families")).aspas());

        assertThat(aspas.providers(new Asn(64496))).containsExactly(new Asn(64497), new Asn(64500));
    }

    @Test
    void noListOfAspasIsNotAnEmptyOne() throws IOException {
        assertThat(read("{\"roas\": []}".getBytes(StandardCharsets.UTF_8)).aspas())
                .isNull();
        assertThat(read("{\"roas\": [], \"aspas\": []}".getBytes(StandardCharsets.UTF_8))
                        .aspas())
                .isEqualTo(AspaTable.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "ends-early, end-of-input",
                "no-roas, there is no list of roas",
                "roas-not-a-list, a list is expected at roas",
                "entry-not-an-object, an object is expected",
                "host-bits-set, '192.0.2.1/24' has host bits set",
                "max-length-below-length, maxLength 23 does not fit 192.0.2.0/24",
                "max-length-beyond-family, maxLength 33 does not fit 192.0.2.0/24",
                "asn-too-big, 4294967296 is not in 0-4294967295",
                "asn-negative, -1 is not in 0-4294967295",
                "asn-fraction, a text is expected at asn",
                "asn-not-a-number, 'X' is not an AS number",
                "prefix-missing, a VRP needs prefix and asn",
                "aspa-without-providers, an ASPA needs customer and providers",
                "too-deep, nesting depth",
                "number-too-long, exceeds the maximum allowed",
                "text-too-long, exceeds the maximum allowed",
                "two-documents, something follows the export",
                "web-page, Unexpected character",
                "nothing, an object is expected",
            })
    void refusesAFileThatIsNotWhole(String name, String words) throws IOException {
        byte[] bytes = fixture(name);

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(RpkiFormatException.class)
                .hasMessageContaining(words);
    }

    @Test
    void refusesMoreThanIsAllowed() throws IOException {
        byte[] bytes = fixture("rpki-client");

        assertThatThrownBy(() -> RpkiJson.read(new ByteArrayInputStream(bytes), new RpkiJson.Limits(1000, 3), NOW))
                .isInstanceOf(RpkiFormatException.class)
                .hasMessageContaining("more than 3 VRPs");
        assertThatThrownBy(() -> RpkiJson.read(new ByteArrayInputStream(bytes), new RpkiJson.Limits(200, 9), NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than the 200 bytes allowed");
    }

    @Test
    void mutatedFilesAreReadOrRefused() throws IOException {
        Random random = new Random(20260504);
        byte[] original = fixture("rpki-client");
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = original.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                read(bytes);
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1000, 20_000);
    }
}
