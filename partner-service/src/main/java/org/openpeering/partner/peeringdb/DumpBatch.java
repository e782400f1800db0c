/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries on their way to the database. Of several about one thing the last that could be read counts. */
final class DumpBatch {
    private record Key(Section section, long id) {}

    /** @param entry null: it could not be read */
    @RegisterForReflection
    record Line(String object, long id, @Nullable Object entry) {}

    private final Map<Key, Line> lines = new LinkedHashMap<>();
    private boolean last;

    void add(Section section, long id, @Nullable Object entry) {
        lines.merge(
                new Key(section, id),
                new Line(section.object(), id, entry),
                (before, after) -> after.entry() == null ? before : after);
    }

    void end() {
        last = true;
    }

    /** Whether the dump ends with it. */
    boolean last() {
        return last;
    }

    int size() {
        return lines.size();
    }

    Collection<Line> lines() {
        return lines.values();
    }

    String json(ObjectMapper json) throws JsonProcessingException {
        return json.writeValueAsString(lines.values());
    }
}
