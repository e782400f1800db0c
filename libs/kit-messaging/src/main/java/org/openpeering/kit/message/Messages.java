/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.MessageHeader;

/** Makes records with the CloudEvents attributes as headers. */
public final class Messages {
    private Messages() {}

    /**
     * @param source who says it: the service's name
     * @param revision of the object, or of the event
     * @param body JSON, null for a tombstone
     */
    public static ProducerRecord<byte[], byte[]> record(
            String topic, String key, String source, long revision, Instant time, byte @Nullable [] body) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key.getBytes(UTF_8), body);
        record.headers()
                .add(MessageHeader.ID, (key + "#" + revision).getBytes(UTF_8))
                .add(MessageHeader.SOURCE, ("/openpeering/" + source).getBytes(UTF_8))
                .add(MessageHeader.TYPE, ("org.openpeering." + topic + ".v1").getBytes(UTF_8))
                .add(MessageHeader.SPEC_VERSION, "1.0".getBytes(UTF_8))
                .add(MessageHeader.TIME, time.toString().getBytes(UTF_8))
                .add(MessageHeader.SUBJECT, key.getBytes(UTF_8))
                .add(MessageHeader.CONTENT_TYPE, "application/json".getBytes(UTF_8))
                .add(MessageHeader.REVISION, Long.toString(revision).getBytes(UTF_8));
        return record;
    }

    /** @param parent the step that sends it; null: it is sent in no trace */
    public static ProducerRecord<byte[], byte[]> inTrace(
            ProducerRecord<byte[], byte[]> record, @Nullable String parent) {
        if (parent != null) {
            record.headers().add(MessageHeader.TRACE, parent.getBytes(UTF_8));
        }
        return record;
    }

    /** The step that sent it; null: none that is traced. */
    public static @Nullable String trace(Headers headers) {
        Header header = headers.lastHeader(MessageHeader.TRACE);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
