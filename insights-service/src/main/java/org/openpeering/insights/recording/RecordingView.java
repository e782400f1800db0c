/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.insights.mrt.MrtDamage;
import org.openpeering.insights.mrt.MrtKind;

/**
 * What a recording would have raised, and how much of it could be read.
 *
 * @param records that were whole
 * @param bytes that they take, unpacked
 * @param updates UPDATE messages
 * @param tableRoutes routes of tables
 * @param unreadable UPDATE messages and routes of tables that do not hold together
 * @param peers different addresses
 * @param from time of the earliest record
 * @param to of the latest one
 * @param notRead records of kinds that are not read
 * @param damagedRecords records that do not hold together inside
 * @param damages the first of those
 * @param damage where the recording broke: what comes after could not be read
 * @param stopped where the analysis ended before the recording did, and why
 * @param monitored prefixes that it was compared with
 * @param matches announcements and withdrawals of those, and of parts of them
 * @param events as they stand at the end of the recording, in the order in which they opened
 * @param eventsBeyond events that are not among them, since they are too many
 */
@RegisterForReflection
public record RecordingView(
        long records,
        long bytes,
        long updates,
        long tableRoutes,
        long unreadable,
        int peers,
        @Nullable Instant from,
        @Nullable Instant to,
        List<NotRead> notRead,
        long damagedRecords,
        List<Damage> damages,
        @Nullable Damage damage,
        @Nullable Damage stopped,
        int monitored,
        long matches,
        List<RoutingEvent> events,
        long eventsBeyond) {

    /** Records of one type and subtype of RFC 6396; -1 stands for many. */
    @RegisterForReflection
    public record NotRead(int type, int subtype, long records) {}

    /**
     * @param offset of the record's first byte in the unpacked recording
     * @param record its number, from 1
     * @param reason for people
     */
    @RegisterForReflection
    public record Damage(long offset, long record, String reason) {
        static Damage of(MrtDamage damage) {
            return new Damage(damage.offset(), damage.record(), damage.reason());
        }
    }

    static RecordingView of(Findings findings) {
        boolean stopped = findings.stopped().isPresent();
        return new RecordingView(
                findings.summary().records(),
                findings.summary().bytes(),
                findings.updates(),
                findings.tableRoutes(),
                findings.unreadable(),
                findings.peers(),
                findings.from().orElse(null),
                findings.to().orElse(null),
                findings.summary().notRead().entrySet().stream()
                        .map(each -> notRead(each.getKey(), each.getValue()))
                        .sorted(Comparator.comparingInt(NotRead::type).thenComparingInt(NotRead::subtype))
                        .toList(),
                findings.summary().damaged(),
                findings.summary().damages().stream().map(Damage::of).toList(),
                // A stopped analysis finds the stream at its end.
                stopped ? null : findings.summary().brokeOff().map(Damage::of).orElse(null),
                findings.stopped().map(Damage::of).orElse(null),
                findings.monitored(),
                findings.matches(),
                findings.events(),
                findings.eventsBeyond());
    }

    private static NotRead notRead(MrtKind kind, long records) {
        return new NotRead(kind.type(), kind.subtype(), records);
    }
}
