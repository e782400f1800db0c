/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.registry.BoundedInput;
import org.openpeering.registry.rpki.AspaTable.Aspa;

/**
 * Reads the JSON that rpki-client, Routinator, StayRTR, GoRTR and OctoRPKI export, as a stream. All or nothing: a file
 * with one impossible entry is refused, since verdicts by half of the data are worse than by yesterday's. Members it does
 * not know are skipped.
 *
 * <p>When it was made stands in {@code metadata}: {@code buildtime} (rpki-client, StayRTR), {@code generatedTime}
 * (Routinator) or {@code generated} (Routinator, OctoRPKI, GoRTR); until when it may be used in {@code valid} (OctoRPKI,
 * GoRTR). Of several times the earliest counts.
 */
public final class RpkiJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(20)
                    .maxStringLength(4096)
                    .maxNameLength(256)
                    .build())
            .build();

    /** Of the year 9999. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private final JsonParser parser;
    private final Limits limits;
    private final Instant now;
    private final VrpChanges vrps = new VrpChanges();
    private @Nullable List<Aspa> aspas;
    private @Nullable Instant built;
    private @Nullable Instant validUntil;
    private int providers;
    private boolean complete;

    private RpkiJson(JsonParser parser, Limits limits, Instant now) {
        this.parser = parser;
        this.limits = limits;
        this.now = now;
    }

    /**
     * What a file may hold at most.
     *
     * @param entries of VRPs, of ASPAs, and of provider numbers in ASPAs
     */
    public record Limits(long bytes, int entries) {
        /** Several times today's Internet. */
        public static final Limits DEFAULT = new Limits(512L << 20, 4_000_000);
    }

    /**
     * What was read.
     *
     * @param built when it was made, by its own word; null: it does not say
     * @param validUntil when all of it ends, by its own word; null: it does not say
     */
    public record Export(
            RpkiData data,
            @Nullable Instant built,
            @Nullable Instant validUntil) {}

    /**
     * @param now what has expired by then is left out
     * @throws RpkiFormatException when it is not such an export, or an entry is impossible
     * @throws IOException when the stream breaks or is too long
     */
    public static Export read(InputStream in, Limits limits, Instant now) throws IOException {
        try (JsonParser parser = FACTORY.createParser(new BoundedInput(in, limits.bytes()))) {
            RpkiJson reader = new RpkiJson(parser, limits, now);
            reader.document();
            List<Aspa> attested = reader.aspas;
            return new Export(
                    new RpkiData(VrpTable.of(reader.vrps), attested == null ? null : AspaTable.of(attested)),
                    reader.built,
                    reader.validUntil);
        } catch (JacksonException e) {
            // A limit that is passed comes without its place.
            JsonLocation place = e.getLocation();
            throw new RpkiFormatException(e.getOriginalMessage() + (place == null ? "" : at(place.getLineNr())));
        }
    }

    private static String at(int line) {
        return " (line " + line + ")";
    }

    private RpkiFormatException refused(String why) {
        return new RpkiFormatException(why + at(parser.currentLocation().getLineNr()));
    }

    private void document() throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "roas" -> {
                    complete = true;
                    each(token, this::vrp);
                }
                case "metadata" -> metadata(token);
                case "aspas" -> aspas(token);
                case "provider_authorizations" -> families(token);
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw refused("something follows the export");
        }
        if (!complete) {
            throw refused("there is no list of roas");
        }
    }

    private void metadata(JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "buildtime", "generatedTime", "generated" -> built = earlier(built, time(value));
                case "valid" -> validUntil = earlier(validUntil, time(value));
                default -> parser.skipChildren();
            }
        }
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** Seconds since 1970 or RFC 3339; nothing and 0 are what exporters write that do not know. */
    private @Nullable Instant time(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            long seconds = number(token, LAST_SECOND);
            return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
        }
        if (token == JsonToken.VALUE_NULL
                || (token == JsonToken.VALUE_STRING && text(token).isEmpty())) {
            return null;
        }
        try {
            return Instant.parse(text(token));
        } catch (DateTimeParseException e) {
            throw refused("'" + parser.getText() + "' is not a time");
        }
    }

    /** The layout of 2023, which kept ASPAs apart by address family. */
    private void families(JsonToken token) throws IOException {
        expect(token, JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            aspas(parser.nextToken());
        }
    }

    private void aspas(JsonToken token) throws IOException {
        List<Aspa> found = aspas == null ? new ArrayList<>() : aspas;
        aspas = found;
        each(token, () -> aspa(found));
    }

    private interface Entry {
        void read() throws IOException;
    }

    private void each(JsonToken token, Entry entry) throws IOException {
        expect(token, JsonToken.START_ARRAY, "a list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken(), JsonToken.START_OBJECT, "an object");
            try {
                entry.read();
            } catch (MalformedValueException e) {
                throw refused(String.valueOf(e.getMessage()));
            }
        }
    }

    private void vrp() throws IOException {
        IpPrefix prefix = null;
        Asn asn = null;
        String anchor = null;
        int maxLength = -1;
        Instant expires = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "prefix" -> prefix = IpPrefix.parse(text(token));
                case "asn" -> asn = asn(token);
                case "maxLength" -> maxLength = (int) number(token, 128);
                case "ta" -> anchor = text(token);
                case "expires" -> expires = end(token);
                default -> parser.skipChildren();
            }
        }
        if (prefix == null || asn == null) {
            throw refused("a VRP needs prefix and asn");
        }
        if (vrps.size() == limits.entries()) {
            throw refused("more than " + limits.entries() + " VRPs");
        }
        if (!over(expires)) {
            vrps.announce(new Vrp(prefix, maxLength < 0 ? prefix.length() : maxLength, asn, anchor, expires));
        }
    }

    private void aspa(List<Aspa> into) throws IOException {
        Asn customer = null;
        Set<Asn> attested = null;
        Instant expires = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "customer_asid", "customer" -> customer = asn(token);
                case "providers" -> attested = asns(token);
                case "expires" -> expires = end(token);
                default -> parser.skipChildren();
            }
        }
        if (customer == null || attested == null) {
            throw refused("an ASPA needs customer and providers");
        }
        if (into.size() == limits.entries()) {
            throw refused("more than " + limits.entries() + " ASPAs");
        }
        if (!over(expires)) {
            into.add(new Aspa(customer, attested, expires));
        }
    }

    private Set<Asn> asns(JsonToken token) throws IOException {
        expect(token, JsonToken.START_ARRAY, "a list");
        Set<Asn> found = new TreeSet<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            found.add(asn(parser.currentToken()));
            if (++providers > limits.entries()) {
                throw refused("more than " + limits.entries() + " providers");
            }
        }
        return found;
    }

    /** A number, or a text with or without "AS" before it. */
    private Asn asn(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return new Asn(number(token, Asn.MAX));
        }
        String text = text(token);
        return Asn.parse(text.regionMatches(true, 0, "AS", 0, 2) ? text.substring(2) : text);
    }

    private Instant end(JsonToken token) throws IOException {
        return Instant.ofEpochSecond(number(token, LAST_SECOND));
    }

    private boolean over(@Nullable Instant end) {
        return end != null && end.isBefore(now);
    }

    private long number(JsonToken token, long most) throws IOException {
        expect(token, JsonToken.VALUE_NUMBER_INT, "a whole number");
        long value = parser.getLongValue();
        if (value < 0 || value > most) {
            throw refused(value + " is not in 0-" + most);
        }
        return value;
    }

    private String text(JsonToken token) throws IOException {
        expect(token, JsonToken.VALUE_STRING, "a text");
        return parser.getText();
    }

    private void expect(JsonToken token, JsonToken expected, String what) throws IOException {
        if (token != expected) {
            throw refused(what + " is expected" + (parser.currentName() == null ? "" : " at " + parser.currentName()));
        }
    }
}
