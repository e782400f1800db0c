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
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.partner.Checked;

/**
 * Reads {@code {"fac":{"data":[…]},"ix":{"data":[…]},…}} token by token, or the {@code {"data":[…]}} of one object as the
 * API answers it. Memory follows what is kept ({@link Entries}), not the length of the file: {@code ImportMemoryTest}.
 */
final class DumpReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(10_000)
                    .maxNameLength(200)
                    .maxNumberLength(50)
                    .maxNestingDepth(20)
                    .build())
            .build();

    /** Ends the reading; does not leave this class. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final String target;

        Refused(String target, String message) {
            super(message, null, false, false);
            this.target = target;
        }
    }

    private final Entries entries;
    private final Optional<Section> single;

    private DumpReader(Entries entries, Optional<Section> single) {
        this.entries = entries;
        this.single = single;
    }

    /**
     * @param single what the entries are when the file holds those of one object
     * @param network the cloud's AS number
     * @throws IOException when the stream breaks, not when its content does
     */
    static Checked<Dump> read(InputStream in, Optional<Section> single, Asn network, Instant now) throws IOException {
        Dump dump = new Dump();
        try (JsonParser json = JSON.createParser(in)) {
            new DumpReader(new Entries(dump, network, now), single).file(json);
            return new Checked.Valid<>(dump);
        } catch (Refused e) {
            return invalid(e.target, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            return invalid(
                    "body",
                    "The body is not JSON as PeeringDB writes it"
                            + (at == null ? "." : ", at byte " + at.getByteOffset() + "."));
        }
    }

    private static Checked<Dump> invalid(String target, String message) {
        return new Checked.Invalid<>(ApiError.at(ErrorCode.INVALID_REQUEST_CONTENT, target, message));
    }

    private void file(JsonParser json) throws IOException, Refused {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new Refused("body", "The body has to be a JSON object.");
        }
        boolean known = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            Optional<Section> section = Section.of(name);
            JsonToken value = json.nextToken();
            if (section.isPresent()) {
                section(json, section.get(), value);
                known = true;
            } else if (name.equals("data")) {
                list(
                        json,
                        single.orElseThrow(() -> new Refused(
                                "object",
                                "This is the list of one object; the query parameter object has to name it.")),
                        value);
                known = true;
            } else {
                json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new Refused("body", "Something follows the JSON object.");
        }
        if (!known) {
            throw new Refused("body", "The body holds none of the objects fac, ix, netixlan, netfac, ixpfx and net.");
        }
    }

    private void section(JsonParser json, Section section, JsonToken value) throws IOException, Refused {
        if (value != JsonToken.START_OBJECT) {
            throw new Refused(section.object(), section.object() + " has to be an object with data.");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean data = json.currentName().equals("data");
            JsonToken inner = json.nextToken();
            if (data) {
                list(json, section, inner);
            } else {
                json.skipChildren();
            }
        }
    }

    private void list(JsonParser json, Section section, JsonToken value) throws IOException, Refused {
        if (value != JsonToken.START_ARRAY) {
            throw new Refused(section.object() + ".data", "data has to be an array.");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new Refused(section.object() + ".data", "The entries of data have to be objects.");
            }
            if (!entries.take(section, entry(json, section))) {
                throw new Refused(
                        section.object() + ".data",
                        "There are more than " + Section.MOST + " entries that would have to be kept.");
            }
        }
    }

    private static Map<String, String> entry(JsonParser json, Section section) throws IOException {
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
}
