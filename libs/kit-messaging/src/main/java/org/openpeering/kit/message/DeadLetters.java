/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What a message that was set aside carries beside its own headers, whoever set it aside: the names of SmallRye's
 * dead-letter queue, and which reader it was.
 */
public final class DeadLetters {
    /** The consumer group. */
    public static final String READER = "dead-letter-reader";

    public static final String REASON = "dead-letter-reason";
    public static final String TOPIC = "dead-letter-topic";
    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";

    private DeadLetters() {}

    /** Why it can't be read, in no word of its own: nobody knows what stands in it, and this gets into logs. */
    public static String unreadable(String type, IOException fault) {
        JsonLocation at = fault instanceof JsonProcessingException parsing ? parsing.getLocation() : null;
        return "not a " + type + ": " + fault.getClass().getSimpleName()
                + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    /** What the messaging layer does not add by itself. */
    public static Headers by(String reader) {
        return add(new RecordHeaders(), READER, reader);
    }

    /** For who sets aside without the messaging layer. */
    public static Headers of(Headers original, String reader, String reason, String topic, int partition, long offset) {
        Headers headers = add(new RecordHeaders(original), READER, reader);
        add(headers, REASON, reason);
        add(headers, TOPIC, topic);
        add(headers, PARTITION, Integer.toString(partition));
        return add(headers, OFFSET, Long.toString(offset));
    }

    private static Headers add(Headers headers, String name, String value) {
        return headers.add(name, value.getBytes(UTF_8));
    }
}
