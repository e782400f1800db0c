/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChangeBatch;
import org.openpeering.contract.insights.RouteChangeBatch.Entry;
import org.openpeering.contract.insights.RouteChangeReader;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.quality.LatencyWindow;
import org.openpeering.kit.message.DeadLetters;

/** Reads the messages of the sources. */
final class Inputs {
    private final ObjectReader changes;
    private final ObjectReader declarations;
    private final ObjectReader windows;

    Inputs(ObjectMapper json) {
        this.changes = json.readerFor(RouteChange.class);
        this.declarations = json.readerFor(MonitoredPrefix.class);
        this.windows = json.readerFor(org.openpeering.contract.latency.LatencyWindow.class);
    }

    /** The message is at fault; the text says why. */
    static final class UnreadableException extends Exception {
        UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * What the owner declares, or that there is nothing declared any more.
     *
     * @param declared null for a tombstone
     */
    record Declaration(
            IpPrefix prefix, long revision, @Nullable MonitoredPrefix declared) {}

    /** A batch, or the one change that a message of an earlier version is. */
    RouteChangeBatch changes(Record<byte[], byte[]> message) throws UnreadableException {
        if (message.value() != null && RouteChangeBatch.is(message.value())) {
            return batch(message);
        }
        RouteChange change = (RouteChange) body(changes, message, "RouteChange");
        sameKey(message, change.monitored());
        return new RouteChangeBatch(List.of(new Entry(change, false)));
    }

    private static RouteChangeBatch batch(Record<byte[], byte[]> message) throws UnreadableException {
        RouteChangeBatch batch;
        try {
            batch = RouteChangeReader.read(message.value());
        } catch (MalformedValueException e) {
            throw new UnreadableException(
                    "not a RouteChangeBatch: " + e.getClass().getSimpleName());
        }
        if (message.key() != null) {
            // What was set aside of a batch comes back under its prefix.
            for (Entry entry : batch.entries()) {
                sameKey(message, entry.change().monitored());
            }
        }
        return batch;
    }

    /** Null for a minute in which nothing was answered. */
    @Nullable
    LatencyWindow window(Record<byte[], byte[]> message) throws UnreadableException {
        var told = (org.openpeering.contract.latency.LatencyWindow) body(windows, message, "LatencyWindow");
        sameKey(message, told.prefix());
        Long min = told.minMicros();
        Long median = told.p50Micros();
        Long high = told.p95Micros();
        return min == null || median == null
                ? null
                : new LatencyWindow(
                        told.prefix(),
                        told.site(),
                        told.source().wire(),
                        told.at(),
                        told.agents(),
                        told.received(),
                        min / 1000.0,
                        median / 1000.0,
                        (high == null ? median : high) / 1000.0,
                        told.sent() <= 0 ? 0 : 1 - (double) told.received() / told.sent());
    }

    Declaration declaration(Record<byte[], byte[]> message) throws UnreadableException {
        if (message.value() == null) {
            return new Declaration(key(message), revision(message), null);
        }
        MonitoredPrefix declared = (MonitoredPrefix) body(declarations, message, "MonitoredPrefix");
        sameKey(message, declared.prefix());
        return new Declaration(declared.prefix(), declared.revision(), declared);
    }

    private static Object body(ObjectReader reader, Record<byte[], byte[]> message, String type)
            throws UnreadableException {
        if (message.value() == null) {
            throw new UnreadableException("not a " + type + ": there is no body");
        }
        try {
            Object body = reader.readValue(message.value());
            if (body == null) {
                throw new UnreadableException("not a " + type + ": null");
            }
            return body;
        } catch (IOException e) {
            throw new UnreadableException(DeadLetters.unreadable(type, e));
        }
    }

    /** The partition follows from the key: a body about another prefix would be applied where that is not kept. */
    private static void sameKey(Record<byte[], byte[]> message, @Nullable IpPrefix prefix) throws UnreadableException {
        if (prefix == null || !key(message).equals(prefix)) {
            throw new UnreadableException("the key says " + key(message) + ", the body " + prefix);
        }
    }

    private static IpPrefix key(Record<byte[], byte[]> message) throws UnreadableException {
        if (message.key() == null) {
            throw new UnreadableException("key is missing");
        }
        try {
            return IpPrefix.parse(new String(message.key(), UTF_8));
        } catch (MalformedValueException e) {
            throw new UnreadableException("key: " + e.getMessage());
        }
    }

    private static long revision(Record<byte[], byte[]> message) throws UnreadableException {
        Header header = message.headers().lastHeader(MessageHeader.REVISION);
        try {
            return Long.parseLong(header == null ? "" : new String(header.value(), UTF_8));
        } catch (NumberFormatException e) {
            throw new UnreadableException("a tombstone without a revision");
        }
    }
}
