/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
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
}
