/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps nothing: Kafka Streams wraps it into one that writes what is put to the changelog, and hands it what
 * the changelog holds. It is for the states that use it to keep that.
 */
final class Changelog implements KeyValueStore<Bytes, byte[]> {
    private final String name;
    private boolean open;

    Changelog(String name) {
        this.name = name;
    }

    /** Who keeps what is read back. */
    interface Keeper extends StateStore {
        /** @param value null for what was deleted */
        void restored(byte[] key, byte @Nullable [] value);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore keeper) {
        context.register(keeper, ((Keeper) keeper)::restored);
        open = true;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        // The wrapper writes it.
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        return null;
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        throw nothing();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        throw nothing();
    }

    @Override
    public byte[] get(Bytes key) {
        throw nothing();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        throw nothing();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw nothing();
    }

    @Override
    public long approximateNumEntries() {
        return 0;
    }

    private static UnsupportedOperationException nothing() {
        return new UnsupportedOperationException("there is nothing here to look at");
    }

    @Override
    public Position getPosition() {
        return Position.emptyPosition();
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
