/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.transfer;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/**
 * Table {@code transfer}, and the rows of registrations and customer prefixes that arrive by one. In statements: how far a
 * transfer has come stands in those other rows, so what is read of it is never a row of the table alone.
 */
@ApplicationScoped
class TransferRepository {
    private static final List<String> LEARNED = Stream.of(PrefixValidationState.values())
            .filter(PrefixValidationState::learned)
            .map(PrefixValidationState::wire)
            .toList();
    /** Who lost the key of what is to end has no say in it any more. */
    private static final String ENTITLED = """
            exists (select from customer_prefix l join prefix_key k on k.key_hash = l.claim
                join registered_prefix o on o.resource_key = k.registered_prefix
                where l.resource_key = t.customer_prefix and o.prefix = t.prefix and not o.arriving)""";
    /** What arrives is found by the prefix: one registration, and what the customer claims with its keys. */
    private static final String ALL = """
            select t.prefix, t.customer_prefix, t.provider, t.since, t.until, case
                when r.resource_key is null then 'Permitted'
                when c.resource_key is null then 'Registered'
                when c.state = any(:learned) then 'Ready'
                else 'Claimed' end as state,
            """ + ENTITLED + """
             as entitled
            from transfer t
            left join registered_prefix r on r.prefix = t.prefix and r.arriving
            left join lateral (
                select c.resource_key, c.state from customer_prefix c join prefix_key k on k.key_hash = c.claim
                where k.registered_prefix = r.resource_key and c.prefix = t.prefix and c.subscription = t.subscription
                order by c.state = any(:learned) desc limit 1) c on true
            """;

    private final Statements statements;

    TransferRepository(Statements statements) {
        this.statements = statements;
    }

    /**
     * A customer prefix as a transfer looks at it.
     *
     * @param provider of its service
     * @param registration the key of the registration whose key it has; null: none, or it is arriving itself
     * @param partner the subscription of that registration
     */
    record Candidate(
            String resourceKey,
            IpPrefix prefix,
            long revision,
            @Nullable String provider,
            @Nullable String registration,
            @Nullable Subscription partner) {
        static Candidate of(Row row) {
            return new Candidate(
                    row.text("resource_key"),
                    IpPrefix.parse(row.text("prefix")),
                    row.number("revision"),
                    row.textOrNull("provider"),
                    row.textOrNull("registration"),
                    row.textOrNull("partner") == null ? null : new Subscription(row.text("partner")));
        }
    }

    /** What the prefix is; its service is held and does not go away before the transaction ends. */
    Uni<@Nullable String> lockSharedService(ResourceId id) {
        return statements
                .of("""
                        select c.prefix from customer_prefix c join peering_service s on s.resource_key = c.service_key
                        where c.subscription = :subscription and c.resource_key = :key and c.replaces is null
                        for key share of s""")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .find(row -> row.text("prefix"));
    }

    /** The prefix, locked; the caller holds its service, and what there is of registrations and transfers of it. */
    Uni<@Nullable Candidate> lock(ResourceId id) {
        return statements
                .of("""
                        select c.resource_key, c.prefix, c.revision, s.provider,
                            case when not c.arriving then r.resource_key end as registration,
                            r.subscription as partner
                        from customer_prefix c join peering_service s on s.resource_key = c.service_key
                        left join prefix_key k on k.key_hash = c.claim
                        left join registered_prefix r on r.resource_key = k.registered_prefix
                        where c.subscription = :subscription and c.resource_key = :key and c.replaces is null
                        for update of c""")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .find(Candidate::of);
    }

    /** Another registration of the partner that contains the prefix, and so can't stay when the prefix goes. */
    Uni<@Nullable String> containing(Subscription partner, IpPrefix prefix) {
        return statements
                .of("select prefix from registered_prefix where network >> :prefix::inet and subscription = :partner"
                        + " order by masklen(network) desc limit 1")
                .set("prefix", prefix)
                .set("partner", partner)
                .find(row -> row.text("prefix"));
    }

    /**
     * Permits it, or chooses another end for what is permitted already; false when it is somebody else's transfer, or one
     * of the prefix that this was before.
     */
    Uni<Boolean> permit(Subscription subscription, Candidate candidate, String provider, Duration overlap) {
        return statements
                .of("""
                        insert into transfer as held (prefix, customer_prefix, subscription, provider, until)
                        select o.prefix, o.key, :subscription, :provider, now() + :overlap::interval
                        from (values (:prefix, :key)) as o (prefix, key)
                        where not exists (select from transfer old
                            where old.customer_prefix = o.key and old.prefix <> o.prefix)
                        on conflict (prefix) do update set until = excluded.until
                            where held.customer_prefix = excluded.customer_prefix""")
                .set("subscription", subscription)
                .set("provider", provider)
                .set("overlap", overlap.toString())
                .set("prefix", candidate.prefix())
                .set("key", candidate.resourceKey())
                .update()
                .map(rows -> rows > 0);
    }

    Uni<@Nullable Transfer> find(ResourceId id) {
        return statements
                .of(ALL + "where t.subscription = :subscription and t.customer_prefix = :key")
                .set("learned", LEARNED)
                .set("subscription", id.subscription())
                .set("key", id.key())
                .find(Transfer::of);
    }

    /** With the registrations, so that no key is revoked before the transaction ends; these first. */
    Uni<@Nullable Transfer> lock(String prefix) {
        return statements
                .of("select resource_key from registered_prefix where prefix = :prefix order by resource_key"
                        + " for update")
                .set("prefix", prefix)
                .list(row -> row.text("resource_key"))
                .chain(() -> statements
                        .of(ALL + "where t.prefix = :prefix for update of t")
                        .set("learned", LEARNED)
                        .set("prefix", prefix)
                        .find(Transfer::of));
    }

    /** Who takes over the prefix, held; null: nobody. */
    Uni<@Nullable String> lockSharedProvider(IpPrefix prefix) {
        return statements
                .of("select t.provider from transfer t where t.prefix = :prefix and " + ENTITLED + " for share of t")
                .set("prefix", prefix)
                .find(row -> row.text("provider"));
    }

    /** The customer prefix that the subscription lets go, held; null when this prefix is not one of its transfers. */
    Uni<@Nullable String> lockSharedLeaving(Subscription subscription, IpPrefix prefix) {
        return statements
                .of("select t.customer_prefix from transfer t where t.prefix = :prefix"
                        + " and t.subscription = :subscription and " + ENTITLED + " for share of t")
                .set("prefix", prefix)
                .set("subscription", subscription)
                .find(row -> row.text("customer_prefix"));
    }

    /** Whether the service has a prefix that is being transferred. */
    Uni<Boolean> anyOf(ResourceId service) {
        return statements
                .of("""
                        select exists (select from transfer t
                            join customer_prefix c on c.resource_key = t.customer_prefix
                            where t.subscription = :subscription and c.service_key = :key) as found""")
                .set("subscription", service.subscription())
                .set("key", service.key())
                .get(row -> row.bool("found"));
    }

    /** Whose time is over, or whose customer has lost the key. */
    Uni<List<String>> due() {
        return statements
                .of("select t.prefix from transfer t where t.until <= now() or not " + ENTITLED + " order by t.prefix")
                .list(row -> row.text("prefix"));
    }

    // ------------------------------------------------------------------ the end; the transfer is locked

    /** The registration that is left, with its parts that the same partner has registered; their prefixes. */
    Uni<List<String>> dropLeft(String prefix) {
        return statements.of("""
                        delete from registered_prefix r using registered_prefix o
                        where o.prefix = :prefix and not o.arriving and r.network <<= o.network
                            and r.subscription = o.subscription and not r.arriving
                        returning r.prefix""").set("prefix", prefix).list(row -> row.text("prefix"));
    }

    /** The customer prefix that is left; the key of its service. */
    Uni<String> dropLeaving(Transfer transfer) {
        return end(List.of(transfer.prefix().toString()))
                .chain(() -> statements
                        .of("delete from customer_prefix where resource_key = :key returning service_key")
                        .set("key", transfer.customerPrefix())
                        .get(row -> row.text("service_key")));
    }

    /** What was arriving is there, and kept by the constraints from now on. */
    Uni<Void> arrived(Collection<String> prefixes) {
        return statements
                .of("update registered_prefix set arriving = false, revision = nextval('revision')"
                        + " where prefix = any(:prefixes) and arriving")
                .set("prefixes", prefixes)
                .update()
                .chain(() -> settle(prefixes));
    }

    /** Gives up what was arriving; with the registration go its keys. */
    Uni<Void> dropArriving(Collection<String> prefixes) {
        return statements
                .of("delete from registered_prefix where prefix = any(:prefixes) and arriving")
                .set("prefixes", prefixes)
                .update()
                .chain(() -> settle(prefixes));
    }

    private Uni<Void> settle(Collection<String> prefixes) {
        return statements
                .of("update customer_prefix set arriving = false where prefix = any(:prefixes) and arriving")
                .set("prefixes", prefixes)
                .update()
                .replaceWithVoid();
    }

    Uni<Void> end(Collection<String> prefixes) {
        return statements
                .of("delete from transfer where prefix = any(:prefixes)")
                .set("prefixes", prefixes)
                .update()
                .replaceWithVoid();
    }

    /** Those of the prefixes that are being transferred, locked. */
    Uni<List<String>> lockAmong(Collection<String> prefixes) {
        return statements
                .of("select prefix from transfer where prefix = any(:prefixes) order by prefix for update")
                .set("prefixes", prefixes)
                .list(row -> row.text("prefix"));
    }
}
