/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Revisioned;

/** Reads the messages of a topic. */
public final class Decoder<T> {
    private final ObjectMapper json;
    private final Class<T> type;

    public Decoder(ObjectMapper json, Class<T> type) {
        this.json = json;
        this.type = type;
    }

    public Received<T> read(ConsumerRecord<byte[], byte[]> record) {
        return read(record.key(), record.value(), record.headers());
    }

    public Received<T> read(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        Header revision = headers.lastHeader(MessageHeader.REVISION);
        if (key == null || revision == null) {
            throw new Unreadable("key or revision is missing");
        }
        try {
            T body = value == null ? null : json.readValue(value, type);
            String name = new String(key, UTF_8);
            if (body instanceof Revisioned object && !is(object, name)) {
                // Whoever keeps it by the one would look for it by the other.
                throw new Unreadable("the body is of another key");
            }
            return new Received<>(name, Long.parseLong(new String(revision.value(), UTF_8)), body);
        } catch (IOException e) {
            throw new Unreadable(DeadLetters.unreadable(type.getSimpleName(), e));
        } catch (NumberFormatException e) {
            throw new Unreadable("the revision is no number");
        }
    }

    /** False also for a body of which not enough is there to say so. */
    private static boolean is(Revisioned object, String name) {
        try {
            return object.key().equals(name);
        } catch (NullPointerException e) {
            return false;
        }
    }

    /** The message is at fault, not the moment. Without the parser's exception, which cites the message. */
    public static final class Unreadable extends RuntimeException {
        Unreadable(String message) {
            super(message);
        }
    }
}
