/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.kit.error.ArmException;

/**
 * Reads a request of an agent, member by member and without a tree. What is no JSON is refused as a whole; of a sample that has
 * the wrong members only that one is. Never more than the bounds say is unpacked or kept.
 */
final class SampleReader {
    private static final int LONGEST_TEXT = 512;
    private static final int LONGEST_VERSION = 64;

    /** Names are remembered for the next requests, so they are bounded, whoever makes them up. */
    private static final int LONGEST_NAME = 128;

    private final int mostSamples;
    private final int mostBytes;
    private final JsonFactory json = JsonFactory.builder()
            // Of a NaN only its sample is refused, and not all others.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(64)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(1 << 16)
                    .build())
            .build();

    SampleReader(int mostSamples, int mostBytes) {
        this.mostSamples = mostSamples;
        this.mostBytes = mostBytes;
    }

    /**
     * @param version of the agent's program; null: it does not say
     * @param dropped samples that the agent has given up so far; null: it does not say
     */
    record Read(@Nullable String version, @Nullable Long dropped, List<ReportedSample> samples) {}

    Read read(byte[] body, boolean gzip) {
        try (InputStream in = unpacked(body, gzip);
                JsonParser parser = json.createParser(in)) {
            return read(parser);
        } catch (StreamConstraintsException e) {
            throw refused(
                    ErrorCode.INVALID_REQUEST_CONTENT,
                    "The body has a name of more than " + LONGEST_NAME
                            + " characters, or a text, a number or a depth beyond the bounds.");
        } catch (IOException e) {
            throw refused(
                    ErrorCode.INVALID_REQUEST_CONTENT,
                    gzip ? "The body is not JSON in gzip." : "The body is not JSON.");
        }
    }

    private InputStream unpacked(byte[] body, boolean gzip) throws IOException {
        InputStream in = new ByteArrayInputStream(body);
        return gzip ? new Bounded(new GZIPInputStream(in, 8192), mostBytes) : in;
    }

    private Read read(JsonParser in) throws IOException {
        String version = null;
        Long dropped = null;
        List<ReportedSample> samples = null;
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw refused(ErrorCode.INVALID_REQUEST_CONTENT, "The body has to be an object with 'samples'.");
        }
        int seen = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if ((seen & bit(name)) != 0) {
                throw refused(
                        ErrorCode.INVALID_REQUEST_CONTENT,
                        "The body has '" + name + "' twice; nobody can say which counts.");
            }
            seen |= bit(name);
            if (name.equals("version") && value == JsonToken.VALUE_STRING) {
                version = shortened(in.getText());
            } else if (name.equals("dropped") && whole(in, value)) {
                dropped = Math.max(0, in.getLongValue());
            } else if (name.equals("samples") && value == JsonToken.START_ARRAY) {
                samples = samples(in);
            } else {
                in.skipChildren();
            }
        }
        if (samples == null) {
            throw refused(ErrorCode.INVALID_REQUEST_CONTENT, "'samples' is required: a list.");
        }
        if (in.nextToken() != null) {
            throw refused(ErrorCode.INVALID_REQUEST_CONTENT, "Something follows the JSON value in the request body.");
        }
        return new Read(version, dropped, samples);
    }

    /** Of members that may not come twice in one object; what is none of them is passed over. */
    private static int bit(String name) {
        return switch (name) {
            case "version" -> 1;
            case "dropped" -> 1 << 1;
            case "samples" -> 1 << 2;
            case "id" -> 1 << 3;
            case "assignment" -> 1 << 4;
            case "measuredAt" -> 1 << 5;
            case "site" -> 1 << 6;
            case "target" -> 1 << 7;
            case "failure" -> 1 << 8;
            case "clockStepped" -> 1 << 9;
            case "sent" -> 1 << 10;
            case "rttMicros" -> 1 << 11;
            case "hops" -> 1 << 12;
            case "ttl" -> 1 << 13;
            case "address" -> 1 << 14;
            default -> 0;
        };
    }

    private static String shortened(String text) {
        String clean = text.replaceAll("[^ -~]", "?");
        return clean.substring(0, Math.min(clean.length(), LONGEST_VERSION));
    }

    private List<ReportedSample> samples(JsonParser in) throws IOException {
        List<ReportedSample> samples = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (token == null) {
                throw new IOException("the list has no end");
            }
            if (samples.size() == mostSamples) {
                throw refused(
                        ErrorCode.REQUEST_ENTITY_TOO_LARGE,
                        "A request has at most " + mostSamples + " samples; send the rest in another one.");
            }
            ReportedSample sample = new ReportedSample();
            if (token == JsonToken.START_OBJECT) {
                sample(in, sample);
            } else {
                sample.fault(SampleFault.MALFORMED, "");
                in.skipChildren();
            }
            samples.add(sample);
        }
        return samples;
    }

    private static void sample(JsonParser in, ReportedSample sample) throws IOException {
        int seen = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if ((seen & bit(name)) != 0) {
                sample.fault(SampleFault.MALFORMED, name);
            }
            seen |= bit(name);
            switch (name) {
                case "id" -> sample.id = text(in, value, name, sample);
                case "assignment" -> sample.assignment = text(in, value, name, sample);
                case "measuredAt" -> sample.measuredAt = text(in, value, name, sample);
                case "site" -> sample.site = text(in, value, name, sample);
                case "target" -> sample.target = text(in, value, name, sample);
                case "failure" -> sample.failure = text(in, value, name, sample);
                case "clockStepped" -> sample.clockStepped = value == JsonToken.VALUE_TRUE;
                case "sent" -> sample.sent = Math.clamp(number(in, value, name, sample), -1, Integer.MAX_VALUE);
                case "rttMicros" -> trips(in, value, sample);
                case "hops" -> hops(in, value, sample);
                default -> in.skipChildren();
            }
        }
    }

    private static String text(JsonParser in, JsonToken value, String name, ReportedSample sample) throws IOException {
        if (value == JsonToken.VALUE_STRING && in.getTextLength() <= LONGEST_TEXT) {
            return in.getText();
        }
        if (value != JsonToken.VALUE_NULL) {
            sample.fault(SampleFault.MALFORMED, name);
            in.skipChildren();
        }
        return "";
    }

    /** 0 where it is none, which is told. */
    private static long number(JsonParser in, JsonToken value, String name, ReportedSample sample) throws IOException {
        if (whole(in, value)) {
            return in.getLongValue();
        }
        if (value == JsonToken.VALUE_NUMBER_INT) {
            sample.fault(name.equals("sent") ? SampleFault.INVALID_COUNT : SampleFault.ABSURD_ROUND_TRIP, name);
            return 0;
        }
        sample.fault(value == JsonToken.VALUE_NUMBER_FLOAT ? SampleFault.NOT_A_NUMBER : SampleFault.MALFORMED, name);
        in.skipChildren();
        return 0;
    }

    /** Whether it is a number that a {@code long} holds. */
    private static boolean whole(JsonParser in, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_NUMBER_INT && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    private static void trips(JsonParser in, JsonToken value, ReportedSample sample) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            sample.fault(SampleFault.MALFORMED, "rttMicros");
            in.skipChildren();
            return;
        }
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            sample.trip(number(in, ended(token), "rttMicros", sample));
        }
    }

    private static void hops(JsonParser in, JsonToken value, ReportedSample sample) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            sample.fault(SampleFault.MALFORMED, "hops");
            in.skipChildren();
            return;
        }
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (ended(token) != JsonToken.START_OBJECT || sample.hops.size() >= LatencySample.MOST_HOPS) {
                sample.fault(SampleFault.MALFORMED, "hops");
                in.skipChildren();
            } else {
                hop(in, sample);
            }
        }
    }

    private static void hop(JsonParser in, ReportedSample sample) throws IOException {
        long ttl = 0;
        IpAddress address = null;
        Long micros = null;
        int seen = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if ((seen & bit(name)) != 0) {
                sample.fault(SampleFault.MALFORMED, "hops");
            }
            seen |= bit(name);
            switch (name) {
                case "ttl" -> ttl = number(in, value, "hops", sample);
                case "address" -> address = address(text(in, value, "hops", sample));
                case "rttMicros" -> micros = number(in, value, "hops", sample);
                default -> in.skipChildren();
            }
        }
        if (ttl < 1 || ttl > 255 || (micros != null && (micros < 0 || micros > SampleRules.LONGEST_MICROS))) {
            sample.fault(SampleFault.MALFORMED, "hops");
        } else {
            sample.hops.add(new LatencySample.Hop((int) ttl, address, micros));
        }
    }

    /** Null where there is none. */
    static @Nullable IpAddress address(String text) {
        try {
            return text.isEmpty() ? null : IpAddress.parse(text);
        } catch (MalformedValueException e) {
            return null;
        }
    }

    private static JsonToken ended(@Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new IOException("a list has no end");
        }
        return token;
    }

    private static ArmException refused(ErrorCode code, String message) {
        return new ArmException(ApiError.at(code, "body", message));
    }

    /** Unpacks no more than it may, whatever the body promises. */
    private static final class Bounded extends FilterInputStream {
        private final int limit;
        private int left;

        Bounded(InputStream in, int limit) {
            super(in);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new ArmException(ArmConventions.bodyTooLarge(limit));
            }
        }
    }
}
