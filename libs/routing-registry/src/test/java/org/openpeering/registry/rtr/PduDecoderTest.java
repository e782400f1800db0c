/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.net.Asn;

class PduDecoderTest {
    private static Pdu decode(byte[] bytes) throws IOException {
        return new PduReader(new ByteArrayInputStream(bytes), millis -> {}, Duration.ofSeconds(5))
                .next(Duration.ofSeconds(5));
    }

    private static Pdu decode(String hex) throws IOException {
        return decode(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** Bytes that stayrtr 0.5.1 has sent. */
    @Test
    void readsWhatACacheSends() throws IOException {
        assertThat(decode("01 03 4466 00000008")).isEqualTo(new Pdu.CacheResponse(1, 0x4466));
        assertThat(decode("01 06 0000 00000020 01 20 30 00 20010db8000000000000000000000000 0000fbf0"))
                .isEqualTo(new Pdu.Prefix(1, true, PduBytes.vrp("2001:db8::/32", 48, 64496)));
        assertThat(decode("00 04 0000 00000014 01 18 19 00 c0000200 0000fbf0"))
                .isEqualTo(new Pdu.Prefix(0, true, PduBytes.vrp("192.0.2.0/24", 25, 64496)));
        assertThat(decode("01 07 4466 00000018 00000000 00000e10 00000258 00001c20"))
                .isEqualTo(new Pdu.EndOfData(1, 0x4466, 0, Pdu.Timers.seconds(3600, 600, 7200)));
        assertThat(decode("00 07 4466 0000000c 00000007"))
                .isEqualTo(new Pdu.EndOfData(0, 0x4466, 7, Pdu.Timers.DEFAULT));
        assertThat(decode("02 0b 0000 00000018 01 00 0002 0000fbf0 0000fbf1 0000fbf3"))
                .isEqualTo(new Pdu.Aspa(2, true, 0, new Asn(64496), List.of(new Asn(64497), new Asn(64499))));
        assertThat(decode("00 0a 0004 00000025 00000000 00000015 42616420 70726f74 6f636f6c 20766572 73696f6e 00"))
                .isEqualTo(new Pdu.ErrorReport(0, 4, "Bad protocol version"));
    }

    @Test
    void readsBothLayoutsOfAspas() throws IOException {
        List<Asn> providers = List.of(new Asn(1), new Asn(4_200_000_000L));
        assertThat(decode(PduBytes.aspa(true, 64496, 1, 4_200_000_000L)))
                .isEqualTo(new Pdu.Aspa(2, true, 0, new Asn(64496), providers));
        assertThat(decode(PduBytes.aspa(false, 64496))).isEqualTo(new Pdu.Aspa(2, false, 0, new Asn(64496), List.of()));
        assertThat(decode(PduBytes.earlyAspa(true, 1, 64496, 1, 4_200_000_000L)))
                .isEqualTo(new Pdu.Aspa(2, true, 1, new Asn(64496), providers));
        assertThat(decode(PduBytes.earlyAspa(false, 0, 64496)))
                .isEqualTo(new Pdu.Aspa(2, false, 0, new Asn(64496), List.of()));
    }

    @Test
    void timersAreBroughtIntoTheirBounds() {
        assertThat(Pdu.Timers.seconds(0, 0, 0)).isEqualTo(Pdu.Timers.seconds(1, 1, 600));
        assertThat(Pdu.Timers.seconds(0xFFFF_FFFFL, 0xFFFF_FFFFL, 0xFFFF_FFFFL))
                .isEqualTo(Pdu.Timers.seconds(86_400, 7_200, 172_800));
    }

    @Test
    void timersLeaveTimeToAskAgain() {
        assertThat(Pdu.Timers.seconds(86_400, 7_200, 600))
                .isEqualTo(new Pdu.Timers(Duration.ofSeconds(599), Duration.ofSeconds(599), Duration.ofSeconds(600)));
    }

    @ParameterizedTest
    @CsvSource({
        "01 03 0000 00000007, CORRUPT_DATA",
        "01 03 0000 ffffffff, CORRUPT_DATA",
        "01 03 0000 00010001, CORRUPT_DATA",
        "01 03 0000 00000009 00, CORRUPT_DATA",
        "01 04 0000 00000014 01 21 21 00 c0000200 0000fbf0, CORRUPT_DATA",
        "01 04 0000 00000014 01 18 17 00 c0000200 0000fbf0, CORRUPT_DATA",
        "01 04 0000 00000014 01 18 21 00 c0000200 0000fbf0, CORRUPT_DATA",
        "01 04 0000 00000014 01 18 18 00 c0000201 0000fbf0, CORRUPT_DATA",
        "01 04 0000 00000010 01 18 18 00 c0000200, CORRUPT_DATA",
        "01 07 0000 0000000c 00000000, CORRUPT_DATA",
        "01 05 0000 00000008, UNSUPPORTED_PDU",
        "01 ff 0000 00000008, UNSUPPORTED_PDU",
        "03 03 0000 00000008, UNSUPPORTED_VERSION",
        "00 09 0000 00000008, UNSUPPORTED_PDU",
        "01 0b 0000 0000000c 00000001, UNSUPPORTED_PDU",
        "02 0b 0000 00000018 01 00 0001 0000fbf0 0000fbf1 0000fbf3, CORRUPT_DATA",
        "02 0b 0100 0000000d 00000001 00, CORRUPT_DATA",
        "01 0a 0000 00000010 ffffffff 00000000, CORRUPT_DATA",
        "01 0a 0000 00000010 00000000 7fffffff, CORRUPT_DATA",
        "01 0a 0000 0000000c 00000000, CORRUPT_DATA",
    })
    void refusesWhatCannotBe(String hex, RtrError error) {
        assertThatThrownBy(() -> decode(hex)).isInstanceOfSatisfying(RtrProtocolException.class, e -> {
            assertThat(e.error()).isEqualTo(error);
            assertThat(e.pdu()).isNotEmpty().hasSizeLessThanOrEqualTo(PduDecoder.LONGEST);
        });
    }

    private static byte[] corpus() {
        return PduBytes.join(
                PduBytes.notify(2, 7, 1),
                PduBytes.response(2, 7),
                PduBytes.announce(2, PduBytes.vrp("192.0.2.0/24", 24, 64496)),
                PduBytes.withdraw(1, PduBytes.vrp("2001:db8::/32", 48, 64496)),
                PduBytes.aspa(true, 64496, 1, 2, 3),
                PduBytes.earlyAspa(true, 1, 64496, 1, 2, 3),
                PduBytes.routerKey(1),
                PduBytes.error(1, 3, "words"),
                PduBytes.cacheReset(1),
                PduBytes.end(0, 7, 1),
                PduBytes.end(2, 7, 1));
    }

    @Test
    @Timeout(120)
    void mutatedBytesGiveMessagesOrProtocolErrors() throws IOException {
        Random random = new Random(20260504);
        byte[] original = corpus();
        long messages = 0;
        int errors = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = original.clone();
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(12));
            }
            PduReader reader = new PduReader(new ByteArrayInputStream(bytes), millis -> {}, Duration.ofSeconds(5));
            try {
                while (reader.next(Duration.ofSeconds(5)) != null) {
                    messages++;
                }
            } catch (RtrProtocolException | EOFException e) {
                errors++;
            }
        }
        assertThat(errors).isEqualTo(20_000);
        assertThat(messages).isGreaterThan(20_000);
    }

    @Test
    void aReaderHasOneBufferWhateverIsClaimed() throws IOException {
        byte[] half = PduEncoder.header(1, 10, 0, PduDecoder.LONGEST)
                .putInt(4, PduDecoder.LONGEST)
                .array();
        byte[] shortened = java.util.Arrays.copyOf(half, 1000);

        assertThatThrownBy(() -> decode(shortened)).isInstanceOf(EOFException.class);
        assertThat(decode(half)).isInstanceOf(Pdu.ErrorReport.class);
    }
}
