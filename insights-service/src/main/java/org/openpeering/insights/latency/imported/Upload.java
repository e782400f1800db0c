/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of an upload: objects in lines, objects in an array, or lines of CSV. A line that can't be read is one record; of an
 * array what follows a fault of form can't be found.
 */
final class Upload {
    private static final String TWICE = "It has a member twice; nobody can say which counts.";
    private static final String NOT_ONE = "It is not one value of JSON.";

    private static final int DEEPEST = 12;
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int MOST_TOKENS = 20_000;

    /** Names are remembered while an upload lasts. */
    private static final int LONGEST_NAME = 256;

    /** What spreadsheets begin a text in UTF-8 with. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
                    // Then it is one member that is refused, and not the rest of the upload.
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNumberLength(64)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private final Tally tally;
    private final Taker taker;

    /** Makes a measurement of an object. */
    interface Form {
        Foreign read(JsonNode record) throws Fault;
    }

    /** What is done with a measurement. */
    interface Taker {
        void take(Foreign measured) throws Fault;
    }

    Upload(Tally tally, Taker taker) {
        this.tally = tally;
        this.taker = taker;
    }

    /** An array, or an object a line. */
    void json(InputStream body, Form form) throws IOException {
        InputStream in = unmarked(body);
        int first = in.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = in.read();
        }
        if (first < 0) {
            return;
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) first}), in);
        if (first == '[') {
            array(whole, form);
        } else {
            lines(whole, form);
        }
    }

    private static InputStream unmarked(InputStream body) throws IOException {
        BufferedInputStream in = new BufferedInputStream(body, 1 << 16);
        in.mark(MARK.length);
        if (!Arrays.equals(in.readNBytes(MARK.length), MARK)) {
            in.reset();
        }
        return in;
    }

    private void array(InputStream in, Form form) throws IOException {
        try (JsonParser parser = json.getFactory().createParser(in)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            JsonToken begin = parser.nextToken();
            while (tally.goesOn() && begin == JsonToken.START_ARRAY) {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.END_ARRAY && parser.nextToken() != null) {
                    tally.stop("After record " + tally.records() + " the array ends, and more comes, which is not read;"
                            + " send one array, or a record a line.");
                }
                if (token == null || token == JsonToken.END_ARRAY) {
                    return;
                }
                element(tally.next(), parser, form);
            }
        } catch (JsonProcessingException e) {
            tally.stop("After record " + tally.records()
                    + " comes what is no JSON, or a text, a name or a depth beyond the"
                    + " bounds, so what follows in the array can't be found; send a record a line instead.");
        }
    }

    /** What is at fault in a record is no reason to stop: the parser has gone behind it. */
    private void element(long number, JsonParser parser, Form form) throws IOException {
        JsonNode record;
        try {
            record = bounded(parser);
        } catch (MismatchedInputException e) {
            tally.refuse(number, TWICE);
            return;
        }
        if (record == null) {
            tally.refuse(
                    number,
                    "It has more than " + MOST_TOKENS + " members and values, or " + Lines.LONGEST + " characters.");
        } else {
            take(number, record, form);
        }
    }

    /** Null when it is too large; it is passed over then. */
    private @Nullable JsonNode bounded(JsonParser parser) throws IOException {
        try (TokenBuffer copy = new TokenBuffer(parser)) {
            int tokens = 0;
            int characters = 0;
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                if (tokens++ < MOST_TOKENS && characters <= Lines.LONGEST) {
                    characters += parser.getTextLength();
                    copy.copyCurrentEvent(parser);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0 && parser.nextToken() != null);
            if (tokens > MOST_TOKENS || characters > Lines.LONGEST) {
                return null;
            }
            try (JsonParser held = copy.asParser(json)) {
                return held.readValueAsTree();
            }
        }
    }

    private void lines(InputStream in, Form form) throws IOException {
        Lines lines = new Lines(in);
        for (String line = lines.next(); line != null && tally.goesOn(); line = lines.next()) {
            if (!line.isEmpty() || lines.tooLong()) {
                long number = tally.next();
                if (lines.tooLong()) {
                    tally.refuse(number, tooLong());
                } else {
                    line(number, line, form);
                }
            }
        }
    }

    private static String tooLong() {
        return "It is longer than " + Lines.LONGEST + " bytes.";
    }

    private void line(long number, String line, Form form) throws IOException {
        try (JsonParser parser = json.createParser(line)) {
            JsonNode record = parser.readValueAsTree();
            if (parser.nextToken() == null) {
                take(number, record, form);
            } else {
                tally.refuse(number, NOT_ONE);
            }
        } catch (MismatchedInputException e) {
            tally.refuse(number, TWICE);
        } catch (JsonProcessingException e) {
            tally.refuse(number, NOT_ONE);
        }
    }

    private void take(long number, JsonNode record, Form form) {
        try {
            taker.take(form.read(record));
            tally.accept();
        } catch (Fault e) {
            tally.refuse(number, e.reason());
        }
    }

    /** The line of names is no record. */
    void csv(InputStream body) throws IOException, Fault {
        Lines lines = new Lines(unmarked(body));
        String first = lines.next();
        if (first == null) {
            return;
        }
        if (lines.tooLong()) {
            throw new Fault("The first line has to name the columns. " + tooLong());
        }
        Map<String, Integer> header = FlowRecord.header(first);
        for (String line = lines.next(); line != null && tally.goesOn(); line = lines.next()) {
            if (line.isEmpty() && !lines.tooLong()) {
                continue;
            }
            long number = tally.next();
            try {
                if (lines.tooLong()) {
                    throw new Fault(tooLong());
                }
                taker.take(FlowRecord.read(header, line));
                tally.accept();
            } catch (Fault e) {
                tally.refuse(number, e.reason());
            }
        }
    }
}
