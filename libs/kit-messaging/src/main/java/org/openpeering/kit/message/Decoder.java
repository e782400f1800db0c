/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
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
        Header revision = record.headers().lastHeader(MessageHeader.REVISION);
        if (record.key() == null || revision == null) {
            throw new Unreadable("key or revision is missing", null);
        }
        try {
            T body = record.value() == null ? null : json.readValue(record.value(), type);
            return new Received<>(
                    new String(record.key(), UTF_8), Long.parseLong(new String(revision.value(), UTF_8)), body);
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
