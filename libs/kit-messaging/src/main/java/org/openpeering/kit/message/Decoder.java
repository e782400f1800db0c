/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.MessageHeader;

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
            throw new Unreadable("key or revision is missing", null);
        }
        try {
            T body = value == null ? null : json.readValue(value, type);
            return new Received<>(new String(key, UTF_8), Long.parseLong(new String(revision.value(), UTF_8)), body);
        } catch (JsonProcessingException e) {
            throw new Unreadable("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        } catch (IOException | NumberFormatException e) {
            throw new Unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    /** The message is at fault, not the moment. */
    public static final class Unreadable extends RuntimeException {
        Unreadable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
