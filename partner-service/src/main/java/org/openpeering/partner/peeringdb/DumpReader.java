/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.error.ArmException;

/**
 * Reads {@code {"fac":{"data":[…]},"ix":{"data":[…]},…}} token by token, or the {@code {"data":[…]}} of one object as the
 * API answers it, and hands what is to be kept over in batches. What it holds itself is bounded ({@link Section}) and does
 * not follow the length of the file: {@code ImportMemoryTest}. Only after the last batch it is known that the file was
 * whole, and that enough of it could be used; what ends it before is an {@link ArmException}.
 */
final class DumpReader {
    private static final int BATCH = 1000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(10_000)
                    .maxNameLength(200)
                    .maxNumberLength(50)
                    .maxNestingDepth(20)
                    .build())
            .build();

    /**
     * What of a dump may be unusable.
     *
     * @param percent of the entries of an object
     * @param least fewer of an object always may
     */
    record Tolerance(int percent, int least) {
        static Tolerance of(PeeringDbConfig config) {
            return new Tolerance(config.unusablePercent(), config.unusableLeast());
        }

        boolean exceeded(long unusable, long read) {
            return unusable >= least && unusable * 100 > percent * (read + unusable);
        }
    }

    private final InputStream in;
    private final Optional<Section> single;
    private final Tolerance tolerance;
    private final Dump dump = new Dump();
    private final Entries entries;

    private @Nullable JsonParser opened;
    private boolean known;
    /** The object that is being read, outside of its list. */
    private @Nullable Section inside;
    /** What the entries of the list are that is being read. */
    private @Nullable Section list;

    /**
     * @param single what the entries are when the file holds those of one object
     * @param network the cloud's AS number
     */
    DumpReader(InputStream in, Optional<Section> single, Asn network, Instant now, Tolerance tolerance) {
        this.in = in;
        this.single = single;
        this.tolerance = tolerance;
        this.entries = new Entries(dump, network, now);
    }

    /** What was read beside the batches; to be asked for after the last. */
    Dump dump() {
        return dump;
    }

    /** @throws IOException when the stream breaks, not when its content does */
    DumpBatch next() throws IOException {
        try {
            JsonParser json = parser();
            boolean more = true;
            while (more && entries.waiting() < BATCH) {
                more = step(json);
            }
            DumpBatch batch = entries.batch();
            if (!more) {
                finish();
                batch.end();
            }
            return batch;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw refused(
                    "body",
                    "The body is not JSON as PeeringDB writes it"
                            + (at == null ? "." : ", at byte " + at.getByteOffset() + "."));
        }
    }

    private static ArmException refused(String target, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_REQUEST_CONTENT, target, message));
    }

    private JsonParser parser() throws IOException {
        JsonParser json = opened;
        if (json == null) {
            json = JSON.createParser(in);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw refused("body", "The body has to be a JSON object.");
            }
            opened = json;
        }
        return json;
    }

    /** Reads one entry or one member around the lists; false at the end. */
    private boolean step(JsonParser json) throws IOException {
        Section listed = list;
        Section around = inside;
        if (listed != null) {
            entry(json, listed);
            return true;
        }
        if (around != null) {
            member(json, around);
            return true;
        }
        if (json.nextToken() != JsonToken.FIELD_NAME) {
            end(json);
            return false;
        }
        object(json);
        return true;
    }

    private void end(JsonParser json) throws IOException {
        if (json.nextToken() != null) {
            throw refused("body", "Something follows the JSON object.");
        }
        if (!known) {
            throw refused("body", "The body holds none of the objects fac, ix, netixlan, netfac, ixpfx and net.");
        }
    }

    private void object(JsonParser json) throws IOException {
        String name = json.currentName();
        Optional<Section> section = Section.of(name);
        JsonToken value = json.nextToken();
        if (section.isPresent()) {
            if (value != JsonToken.START_OBJECT) {
                throw refused(name, name + " has to be an object with data.");
            }
            inside = section.get();
            known = true;
        } else if (name.equals("data")) {
            list(
                    single.orElseThrow(() -> refused(
                            "object", "This is the list of one object; the query parameter object has to name it.")),
                    value);
        } else {
            json.skipChildren();
        }
    }

    private void member(JsonParser json, Section section) throws IOException {
        if (json.nextToken() != JsonToken.FIELD_NAME) {
            inside = null;
            return;
        }
        boolean data = json.currentName().equals("data");
        JsonToken value = json.nextToken();
        if (data) {
            list(section, value);
        } else {
            json.skipChildren();
        }
    }

    private void list(Section section, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            throw refused(section.object() + ".data", "data has to be an array.");
        }
        list = section;
        known = true;
    }

    private void entry(JsonParser json, Section section) throws IOException {
        JsonToken token = json.nextToken();
        if (token == JsonToken.END_ARRAY) {
            list = null;
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            throw refused(section.object() + ".data", "The entries of data have to be objects.");
        }
        if (!entries.take(section, members(json, section))) {
            throw refused(
                    section.object() + ".data",
                    "There are more than " + section.most() + " entries that would have to be kept.");
        }
    }

    private static Map<String, String> members(JsonParser json, Section section) throws IOException {
        Map<String, String> entry = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (section.reads(name) && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                entry.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return entry;
    }

    /** With too little of it read, a dump says nothing about the rest. */
    private void finish() {
        dump.unusable.forEach((section, unusable) -> {
            long read = dump.read.getOrDefault(section, 0L);
            if (tolerance.exceeded(unusable, read)) {
                throw refused(
                        section.object() + ".data",
                        unusable + " of " + (read + unusable) + " entries of " + section.object()
                                + " can't be used, and " + tolerance.percent() + " percent may be"
                                + examples(section) + ".");
            }
        });
    }

    private String examples(Section section) {
        String named = dump.unreadable.stream()
                .filter(each -> each.section() == section)
                .limit(3)
                .map(each -> each.section().identity() + " " + (each.id() == null ? "unknown" : each.id()) + ": "
                        + each.why())
                .collect(Collectors.joining("; "));
        return named.isEmpty() ? "" : ": " + named;
    }
}
