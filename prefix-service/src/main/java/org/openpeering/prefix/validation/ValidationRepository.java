/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.evidence.Subject;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.report.VerdictRepository;

/**
 * Reads what is to be validated. The worker acts for no caller: targets of every subscription are named by their resource
 * keys.
 */
@ApplicationScoped
class ValidationRepository {
    private final Statements statements;

    ValidationRepository(Statements statements) {
        this.statements = statements;
    }

    /**
     * What was found out last.
     *
     * @param fingerprint of the judgement; null: the target is to be judged anew
     */
    record Latest(
            PrefixValidationState state,
            @Nullable String fingerprint,
            @Nullable Instant validatedAt) {
        static Latest of(Row row) {
            return new Latest(
                    row.constant("state", PrefixValidationState.class),
                    row.textOrNull("fingerprint"),
                    row.instantOrNull("validated_at"));
        }
    }

    /** What can be judged. */
    sealed interface Target {
        String resourceKey();

        Subject subject();

        Latest latest();
    }

    /** A registered prefix. */
    record Registered(String resourceKey, Subject.Registered subject, Latest latest) implements Target {}

    /**
     * A customer prefix.
     *
     * @param replaces whether it is to take the place of another one
     * @param nextPrimary where the service is to go; null: nowhere
     */
    record Customer(
            String resourceKey,
            String serviceKey,
            Subject.Customer subject,
            boolean replaces,
            @Nullable String nextPrimary,
            @Nullable String nextBackup,
            Latest latest,
            @Nullable ValidationReport nextReport)
            implements Target {
        /** The same at the locations that are to come. */
        Optional<Subject.Customer> next() {
            return Optional.ofNullable(nextPrimary).map(primary -> subject.at(primary, nextBackup));
        }

        /** Whether more follows from it than its own verdict. */
        boolean moving() {
            return replaces || nextPrimary != null;
        }
    }

    /**
     * How many targets there are, of every subscription, by what was found out.
     *
     * @param waiting in the queue
     */
    record Census(Map<PrefixValidationState, Long> states, long waiting) {}

    Uni<Census> census() {
        return statements
                .of("""
                select state, count(*) as count from (
                    select state from registered_prefix union all select state from customer_prefix) t group by state""")
                .list(row -> Map.entry(row.constant("state", PrefixValidationState.class), row.number("count")))
                .map(states -> states.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .chain(states -> statements
                        .of("select count(*) as count from revalidation")
                        .get(row -> new Census(states, row.number("count"))));
    }

    /** A target with its prefix. */
    record Named(String resourceKey, IpPrefix prefix) {}

    /** In the order of keys; of every subscription. */
    Uni<List<Named>> page(TargetKind kind, String after, int limit) {
        return statements
                .of("select resource_key, prefix from " + kind.table()
                        + " where resource_key > :after order by resource_key limit :limit")
                .set("after", after)
                .set("limit", limit)
                .list(row -> new Named(row.text("resource_key"), IpPrefix.parse(row.text("prefix"))));
    }

    /** @param resting whether its verdict has changed often, and a moment ago */
    record Locked(String key, boolean resting) {}

    /**
     * Locks those that nobody else holds; the others' holders come back to the queue themselves.
     *
     * @param often from so many changes within a minute on a verdict rests
     * @param rest for how long
     */
    Uni<List<Locked>> lock(TargetKind kind, Collection<String> keys, int often, Duration rest) {
        return statements
                .of("select resource_key, restless >= :often and restless_since > " + VerdictRepository.WINDOW
                        + " and validated_at > now() - :rest::interval as resting from " + kind.table()
                        + " where resource_key = any(:keys) order by resource_key for no key update skip locked")
                .set("often", often)
                .set("rest", rest)
                .set("keys", keys)
                .list(row -> new Locked(row.text("resource_key"), Boolean.TRUE.equals(row.boolOrNull("resting"))));
    }

    Uni<List<String>> existing(TargetKind kind, Collection<String> keys) {
        return statements
                .of("select resource_key from " + kind.table() + " where resource_key = any(:keys)")
                .set("keys", keys)
                .list(row -> row.text("resource_key"));
    }

    /** Of those keys that are still there. */
    Uni<List<Registered>> registered(Collection<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(List.of())
                : statements
                        .of("""
                select r.resource_key, r.prefix, r.peering_key, r.state, r.fingerprint, r.validated_at,
                    coalesce(m.revision, 0) as monitored
                from registered_prefix r left join monitored_prefix m on m.prefix = r.prefix
                where r.resource_key = any(:keys)""")
                        .set("keys", keys)
                        .list(row -> new Registered(
                                row.text("resource_key"),
                                new Subject.Registered(
                                        IpPrefix.parse(row.text("prefix")),
                                        row.text("peering_key"),
                                        row.number("monitored")),
                                Latest.of(row)));
    }

    /** Of those keys that are still there. */
    Uni<List<Customer>> customers(Collection<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(List.of())
                : statements
                        .of("""
                select c.resource_key, c.service_key, c.subscription, c.prefix, c.state, c.fingerprint, c.validated_at,
                    c.next_report::text as next_report, s.next_primary, s.next_backup,
                    c.replaces is not null as replaces, coalesce(s.provider, '') as provider,
                    coalesce(s.primary_location, '') as primary_location, s.backup_location,
                    claim.peering_key, claim.asn, c.claim, coalesce(m.revision, 0) as monitored
                from customer_prefix c
                join peering_service s on s.resource_key = c.service_key
                left join claim on claim.resource_key = c.resource_key
                left join monitored_prefix m on m.prefix = c.prefix and claim.resource_key is not null
                where c.resource_key = any(:keys)""")
                        .set("keys", keys)
                        .list(row -> row)
                        .chain(Computation.each(ValidationRepository::customer));
    }

    private static Customer customer(Row row) {
        return new Customer(
                row.text("resource_key"),
                row.text("service_key"),
                new Subject.Customer(
                        new Subscription(row.text("subscription")),
                        IpPrefix.parse(row.text("prefix")),
                        row.text("provider"),
                        row.text("primary_location"),
                        row.textOrNull("backup_location"),
                        claim(row),
                        row.number("monitored")),
                row.bool("replaces"),
                row.textOrNull("next_primary"),
                row.textOrNull("next_backup"),
                Latest.of(row),
                row.textOrNull("next_report") == null ? null : row.json("next_report", ValidationReport.class));
    }

    private static Subject.@Nullable Claim claim(Row row) {
        String peering = row.textOrNull("peering_key");
        return peering == null
                ? null
                : new Subject.Claim(
                        peering,
                        Optional.ofNullable(row.numberOrNull("asn"))
                                .map(Asn::new)
                                .orElse(null),
                        PrefixKey.id(row.bytes("claim")));
    }

    /** 0: it is not monitored. */
    Uni<Long> monitoredRevision(IpPrefix prefix) {
        return statements
                .of("select revision from monitored_prefix where prefix = :prefix")
                .set("prefix", prefix)
                .find(row -> row.number("revision"))
                .map(revision -> revision == null ? 0L : revision);
    }
}
