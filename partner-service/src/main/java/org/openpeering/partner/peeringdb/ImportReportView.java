/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import would change, or has changed. Lists are cut at {@link #LONGEST}; the counts are not.
 *
 * @param read entries by PeeringDB object
 * @param unusable entries that lack what they need or break a rule
 * @param unreadable those of them that can't be read, of which what was known is kept
 * @param added paths below {@code /operator/catalogue/}
 * @param unmatched facilities and exchanges at no known metro
 */
@RegisterForReflection
public record ImportReportView(
        boolean dryRun,
        Map<String, Long> read,
        long unusable,
        List<UnreadableView> unreadable,
        CountsView counts,
        List<String> added,
        List<ChangeView> changed,
        List<GoneView> gone,
        List<UnmatchedView> unmatched,
        CountsView networks) {
    static final int LONGEST = 1000;

    /** Numbers of entries; {@code unmatched} is null for networks. */
    @RegisterForReflection
    public record CountsView(
            long added, long changed, long gone, @Nullable Long unmatched) {}

    /** An entry of which something changes. */
    @RegisterForReflection
    public record ChangeView(String path, List<FieldView> fields) {}

    /** A member with its values as JSON; null when it is absent. */
    @RegisterForReflection
    public record FieldView(
            String field, @Nullable Object from, @Nullable Object to) {}

    /** An entry that is kept but not offered any more. */
    @RegisterForReflection
    public record GoneView(String path, boolean inUse) {}

    /** An entry that can't be read; {@code id} is that of the thing it is about, null when it does not say. */
    @RegisterForReflection
    public record UnreadableView(String object, @Nullable Long id, String reason) {}

    /** What stands where the catalogue has no metro. */
    @RegisterForReflection
    public record UnmatchedView(String object, long id, String name, String city, String country) {}
}
