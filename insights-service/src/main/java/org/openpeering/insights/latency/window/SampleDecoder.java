/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;

/**
 * Reads of a {@link LatencySample} what is counted, and passes over the rest: a sample is small and there are many, so what a
 * mapper does for each would be most of the work. One thread's. {@code SampleDecoderTest} compares it with the mapper.
 */
final class SampleDecoder {
    /** Members that a sample has to have. */
    private static final int NEEDED = 8;

    private static final int DIGITS = 19;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(4096)
                    .build())
            .build();
    private final Sample sample = new Sample();
    private final Map<String, SampleSource> sources = constants(SampleSource.values());
    private final Map<String, ProbeKind> probes = constants(ProbeKind.values());
    private final Map<String, SamplePurpose> purposes = constants(SamplePurpose.values());

    private static <E extends Enum<E> & WireEnum> Map<String, E> constants(E[] values) {
        Map<String, E> constants = new HashMap<>();
        Arrays.stream(values).forEach(value -> constants.put(value.wire(), value));
        return constants;
    }

    /** The same object each time. */
    Sample read(byte @Nullable [] body) throws IOException {
        if (body == null) {
            throw new IOException("a sample without a body");
        }
        sample.agent = "";
        sample.prefix = null;
        sample.test = null;
        sample.failure = null;
        sample.rtts = 0;
        int found = 0;
        try (JsonParser in = json.createParser(body)) {
            require(in.nextToken() == JsonToken.START_OBJECT, "an object");
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                found += member(name, in, in.nextToken());
            }
        }
        require(found == NEEDED, "all of id, measuredAt, receivedAt, site, source, probe, purpose and sent, once each");
        return sample;
    }

    /** How many of those that are needed it is. */
    private int member(String name, JsonParser in, JsonToken value) throws IOException {
        switch (name) {
            case "id" -> sample.id = text(in, value);
            case "measuredAt" -> sample.measuredAt = nanos(text(in, value));
            case "receivedAt" -> sample.receivedAt = nanos(text(in, value));
            case "site" -> sample.site = text(in, value);
            case "source" -> sample.source = constant(sources, SampleSource.class, text(in, value));
            case "probe" -> sample.probe = constant(probes, ProbeKind.class, text(in, value));
            case "purpose" -> sample.purpose = constant(purposes, SamplePurpose.class, text(in, value));
            case "sent" -> sample.sent = in.getIntValue();
            default -> {
                return optional(name, in, value);
            }
        }
        return 1;
    }

    private int optional(String name, JsonParser in, JsonToken value) throws IOException {
        switch (name) {
            case "prefix" -> sample.prefix = in.getValueAsString();
            case "agent" -> sample.agent = value == JsonToken.VALUE_STRING ? in.getText() : "";
            case "test" -> sample.test = in.getValueAsString();
            case "failure" -> sample.failure = in.getValueAsString();
            case "rttMicros" -> rtts(in, value);
            default -> in.skipChildren();
        }
        return 0;
    }

    private static String text(JsonParser in, JsonToken value) throws IOException {
        require(value == JsonToken.VALUE_STRING, "a text");
        return in.getText();
    }

    private static <E extends Enum<E> & WireEnum> E constant(Map<String, E> known, Class<E> type, String text)
            throws IOException {
        E constant = known.get(text);
        if (constant != null) {
            return constant;
        }
        Optional<E> spelled = WireEnum.parse(type, text);
        require(spelled.isPresent(), "one of " + known.keySet());
        return spelled.orElseThrow();
    }

    private void rtts(JsonParser in, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        require(value == JsonToken.START_ARRAY, "an array");
        while (in.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            require(sample.rtts < LatencySample.MOST_ROUND_TRIPS, "at most 100 round trips");
            if (sample.rtts == sample.rttMicros.length) {
                sample.rttMicros = Arrays.copyOf(sample.rttMicros, Math.max(8, 2 * sample.rtts));
            }
            long rtt = in.getLongValue();
            require(rtt >= 0, "round trips of 0 or more");
            sample.rttMicros[sample.rtts++] = rtt;
        }
        require(in.currentToken() == JsonToken.END_ARRAY, "whole numbers");
    }

    /** Of the epoch; {@code 2026-01-02T03:04:05[.fraction]Z} without the detours of a general parser. */
    private static long nanos(String text) throws IOException {
        if (text.length() > DIGITS && text.charAt(10) == 'T' && text.endsWith("Z") && text.charAt(0) != '+') {
            try {
                long day = epochDay(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
                long seconds =
                        day * 86_400 + number(text, 11, 13) * 3600L + number(text, 14, 16) * 60L + number(text, 17, 19);
                long fraction = 0;
                int end = text.length() - 1;
                if (end > DIGITS && text.charAt(DIGITS) == '.' && end <= 29) {
                    fraction = number(text, 20, end);
                    for (int digits = end - 20; digits < 9; digits++) {
                        fraction *= 10;
                    }
                }
                return Math.addExact(Math.multiplyExact(seconds, 1_000_000_000L), fraction);
            } catch (NumberFormatException | ArithmeticException e) {
                throw new IOException("not a time", e);
            }
        }
        try {
            Instant time = Instant.parse(text);
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IOException("not a time", e);
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Of the proleptic Gregorian calendar, years of four digits. */
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int ofEra = y - era * 400;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146_097L + ofEra * 365L + ofEra / 4 - ofEra / 100 + ofYear - 719_468;
    }

    private static void require(boolean kept, String wanted) throws IOException {
        if (!kept) {
            throw new IOException("there has to be " + wanted);
        }
    }
}
