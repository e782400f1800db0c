/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.telemetry.Assignment.Task;

/**
 * What is believed of a sample. What was measured, why and from where is the assignment's word; the agent's is only what it has
 * found. Pure, but for what it is given to ask.
 */
final class SampleRules {
    /** No round trip takes longer, and no probe waits for as long. */
    static final long LONGEST_MICROS = Duration.ofMinutes(1).toNanos() / 1000;

    private static final int UUID_LENGTH = 36;
    private static final int LONGEST_FAILURE = 32;
    /** Where a name was not resolved there is no address. */
    private static final IpAddress NOWHERE = IpAddress.parse("0.0.0.0");

    private final Duration late;
    private final Duration early;
    private final Function<IpAddress, @Nullable IpPrefix> registered;
    private final Predicate<IpAddress> ours;

    /**
     * @param registered the registered prefix that holds an address
     * @param ours whether it is one of this network's own, of which a customer learns nothing wherever its name leads
     */
    SampleRules(
            Duration late,
            Duration early,
            Function<IpAddress, @Nullable IpPrefix> registered,
            Predicate<IpAddress> ours) {
        this.ours = ours;
        this.late = late;
        this.early = early;
        this.registered = registered;
    }

    /** A sample, or why it is none. */
    sealed interface Verdict {
        record Good(LatencySample sample, UUID id) implements Verdict {}

        /** @param target the member that is at fault */
        record Bad(SampleFault fault, String target) implements Verdict {}
    }

    Verdict judge(ReportedSample reported, Assignment assignment, Instant now) {
        SampleFault found = reported.fault;
        if (found != null) {
            return new Verdict.Bad(found, reported.member);
        }
        UUID id = id(reported.id);
        if (id == null) {
            return new Verdict.Bad(SampleFault.INVALID_ID, "id");
        }
        if (!reported.site.isEmpty()
                && !reported.site.equalsIgnoreCase(assignment.agent().site())) {
            return new Verdict.Bad(SampleFault.FOREIGN_SITE, "site");
        }
        Task task = assignment.tasks().get(reported.assignment);
        if (task == null) {
            return new Verdict.Bad(SampleFault.FOREIGN_TEST, "assignment");
        }
        Instant measured = time(reported.measuredAt);
        if (measured == null) {
            return new Verdict.Bad(SampleFault.MALFORMED, "measuredAt");
        }
        if (measured.isAfter(now.plus(early))) {
            return new Verdict.Bad(SampleFault.FROM_THE_FUTURE, "measuredAt");
        }
        if (measured.isBefore(now.minus(late))) {
            return new Verdict.Bad(SampleFault.TOO_LATE, "measuredAt");
        }
        Verdict.Bad numbers = numbers(reported, task.test());
        return numbers != null ? numbers : where(reported, assignment, task, id, measured, now);
    }

    private static Verdict.@Nullable Bad numbers(ReportedSample reported, AgentTest test) {
        if (reported.sent < Math.max(1, reported.answered()) || reported.sent > LatencySample.MOST_ROUND_TRIPS) {
            return new Verdict.Bad(SampleFault.INVALID_COUNT, "sent");
        }
        for (long micros : reported.trips()) {
            if (micros < 0) {
                return new Verdict.Bad(SampleFault.NEGATIVE_ROUND_TRIP, "rttMicros");
            }
            if (micros > LONGEST_MICROS) {
                return new Verdict.Bad(SampleFault.ABSURD_ROUND_TRIP, "rttMicros");
            }
        }
        if (!reported.hops.isEmpty() && test.probe() != ProbeKind.TRACEROUTE) {
            return new Verdict.Bad(SampleFault.MALFORMED, "hops");
        }
        String failure = reported.failure;
        boolean code = failure == null || (failure.length() <= LONGEST_FAILURE && failure.matches("[A-Za-z0-9]+"));
        return code ? null : new Verdict.Bad(SampleFault.MALFORMED, "failure");
    }

    private Verdict where(
            ReportedSample reported, Assignment assignment, Task task, UUID id, Instant measured, Instant now) {
        AgentTest test = task.test();
        IpAddress target = reported.target.isEmpty() ? null : SampleReader.address(reported.target);
        if (target == null && (!reported.target.isEmpty() || reported.answered() > 0)) {
            return new Verdict.Bad(SampleFault.MALFORMED, "target");
        }
        if (target == null) {
            target = task.address() == null ? NOWHERE : task.address();
        }
        if (task.address() != null && !task.address().equals(target)) {
            return new Verdict.Bad(SampleFault.FOREIGN_TARGET, "target");
        }
        if (test.purpose() == SamplePurpose.CONNECTION_MONITOR && !target.equals(NOWHERE) && ours.test(target)) {
            return new Verdict.Bad(SampleFault.FOREIGN_TARGET, "target");
        }
        IpPrefix prefix = registered.apply(target);
        if (prefix == null && test.purpose() == SamplePurpose.PROBE_TARGET) {
            return new Verdict.Bad(SampleFault.PREFIX_NOT_REGISTERED, "target");
        }
        return new Verdict.Good(
                new LatencySample(
                        reported.id,
                        measured,
                        now,
                        assignment.agent().name(),
                        assignment.agent().site(),
                        SampleSource.AGENT,
                        test.probe(),
                        target,
                        prefix,
                        test.port(),
                        test.test(),
                        test.purpose(),
                        reported.sent,
                        reported.answered(),
                        reported.trips(),
                        reported.hops,
                        reported.failure),
                id);
    }

    private static @Nullable UUID id(String text) {
        try {
            return text.length() == UUID_LENGTH ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
