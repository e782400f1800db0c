/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.sample.Samples;
import org.openpeering.kit.json.Json;

class SampleDecoderTest {
    private static final ObjectMapper JSON = Json.mapper();
    private final SampleDecoder decoder = new SampleDecoder();

    @Test
    void readsTheSampleOfTheContract() throws IOException {
        LatencySample sample = (LatencySample) Samples.all().stream()
                .filter(each -> each.topic() == Topic.LATENCY_SAMPLES)
                .findFirst()
                .orElseThrow()
                .message();
        same(sample);
    }

    @Property(tries = 500)
    void readsWhatTheMapperWrites(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll ProbeKind probe,
            @ForAll SampleSource source,
            @ForAll SamplePurpose purpose,
            @ForAll @Size(max = 100) List<@LongRange(min = 0) Long> rtts)
            throws IOException {
        // Nanoseconds of the epoch in 64 bits: the years 1678 to 2261.
        Instant time = Instant.ofEpochSecond(Math.floorMod(second, 9_000_000_000L), nano);
        same(new LatencySample(
                "id\u00e4\"\\" + second,
                time,
                time.plusSeconds(1),
                second % 5 == 0 ? null : "agent-" + second,
                "S\u00e3o Paulo",
                source,
                probe,
                IpAddress.parse("2001:db8::1"),
                second % 2 == 0 ? null : IpPrefix.parse("2001:db8::/48"),
                null,
                second % 3 == 0 ? "/subscriptions/x" : null,
                purpose,
                rtts.size() + 1,
                rtts.size(),
                rtts.stream().mapToLong(Long::longValue).toArray(),
                List.of(new LatencySample.Hop(1, null, null)),
                null));
    }

    private void same(LatencySample wanted) throws IOException {
        Sample read = decoder.read(JSON.writeValueAsBytes(wanted));
        assertThat(read.id).isEqualTo(wanted.id());
        assertThat(Instant.ofEpochSecond(0, read.measuredAt)).isEqualTo(wanted.measuredAt());
        assertThat(Instant.ofEpochSecond(0, read.receivedAt)).isEqualTo(wanted.receivedAt());
        assertThat(read.site).isEqualTo(wanted.site());
        assertThat(read.agent).isEqualTo(wanted.agent() == null ? "" : wanted.agent());
        assertThat(read.source).isEqualTo(wanted.source());
        assertThat(read.probe).isEqualTo(wanted.probe());
        assertThat(read.purpose).isEqualTo(wanted.purpose());
        assertThat(read.sent).isEqualTo(wanted.sent());
        assertThat(read.test).isEqualTo(wanted.test());
        assertThat(read.prefix)
                .isEqualTo(wanted.prefix() == null ? null : wanted.prefix().toString());
        assertThat(Arrays.copyOf(read.rttMicros, read.rtts)).isEqualTo(wanted.rttMicros());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"id\":\"a\"}",
                "{\"id\":7,\"measuredAt\":\"2026-01-02T03:04:05Z\"}",
                "{\"measuredAt\":\"2026-01-02T03:04:0xZ\"}",
                "{\"measuredAt\":\"9999999-01-02T03:04:05Z\"}",
                "{\"measuredAt\":\"NaN\"}",
                "{\"rttMicros\":[-1]}",
                "{\"rttMicros\":[1.5]}",
                "{\"rttMicros\":[\"NaN\"]}",
                "{\"rttMicros\":[99999999999999999999]}",
                "{\"source\":\"hearsay\"}",
                "{\"hops\":[[[[[[[[[[[[]]]]]]]]]]]]}",
            })
    void refusesWhatIsNoSample(String body) {
        assertThatThrownBy(() -> decoder.read(body.getBytes(UTF_8))).isInstanceOf(IOException.class);
    }

    @Test
    void refusesMoreRoundTripsThanASampleMayHave() {
        String many = "{\"rttMicros\":[" + "1,".repeat(100) + "1]}";
        assertThatThrownBy(() -> decoder.read(many.getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("100");
    }
}
