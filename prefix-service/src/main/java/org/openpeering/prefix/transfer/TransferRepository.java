/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;

/** Table {@code transfer}, and the rows of registrations and customer prefixes that arrive by one. */
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
                when c.state = any(?) then 'Ready'
                else 'Claimed' end as state,
            """ + ENTITLED + """
             as entitled
            from transfer t
            left join registered_prefix r on r.prefix = t.prefix and r.arriving
            left join lateral (
                select c.resource_key, c.state from customer_prefix c join prefix_key k on k.key_hash = c.claim
                where k.registered_prefix = r.resource_key and c.prefix = t.prefix and c.subscription = t.subscription
                order by c.state = any(?) desc limit 1) c on true
            """;

    private final Sql sql;

    TransferRepository(Sql sql) {
        this.sql = sql;
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
            @Nullable String partner) {
        static Candidate of(Row row) {
            return new Candidate(
                    row.text("resource_key"),
                    IpPrefix.parse(row.text("prefix")),
                    row.number("revision"),
                    row.textOrNull("provider"),
                    row.textOrNull("registration"),
                    row.textOrNull("partner"));
        }
    }

    /** The prefix, locked; neither it nor its service goes away before the transaction ends. */
    Optional<Candidate> lock(String subscription, ResourceId id) {
        return sql.find("""
                select c.resource_key, c.prefix, c.revision, s.provider,
                    case when not c.arriving then r.resource_key end as registration, r.subscription as partner
                from customer_prefix c join peering_service s on s.resource_key = c.service_key
                left join prefix_key k on k.key_hash = c.claim
                left join registered_prefix r on r.resource_key = k.registered_prefix
                where c.subscription = ? and c.resource_key = ? and c.replaces is null
                for update of c for key share of s""", Candidate::of, tenant(subscription), id.key());
    }

    /** Another registration of the partner that contains the prefix, and so can't stay when the prefix goes. */
    Optional<String> containing(String partner, IpPrefix prefix) {
        return sql.find(
                "select prefix from registered_prefix where network >> ?::inet and subscription = ?"
                        + " order by masklen(network) desc limit 1",
                row -> row.text("prefix"),
                prefix,
                partner);
    }

    /**
     * Permits it, or chooses another end for what is permitted already; false when it is somebody else's transfer, or one
     * of the prefix that this was before.
     */
    boolean permit(String subscription, Candidate candidate, String provider, Duration overlap) {
        return sql.update(
                        "insert into transfer as held (prefix, customer_prefix, subscription, provider, until)"
                                + " select o.prefix, o.key, ?, ?, now() + ?::interval"
                                + " from (values (?, ?)) as o (prefix, key) where not exists (select from transfer old"
                                + " where old.customer_prefix = o.key and old.prefix <> o.prefix)"
                                + " on conflict (prefix) do update set until = excluded.until"
                                + " where held.customer_prefix = excluded.customer_prefix",
                        tenant(subscription),
                        provider,
                        overlap,
                        candidate.prefix(),
                        candidate.resourceKey())
                > 0;
    }

    Optional<Transfer> find(String subscription, ResourceId id) {
        return sql.find(
                ALL + "where t.subscription = ? and t.customer_prefix = ?",
                Transfer::of,
                LEARNED,
                LEARNED,
                tenant(subscription),
                id.key());
    }

    /** With the registrations, so that no key is revoked before the transaction ends. */
    Optional<Transfer> lock(String prefix) {
        sql.list(
                "select resource_key from registered_prefix where prefix = ? order by resource_key for update",
                row -> row.text("resource_key"),
                prefix);
        return sql.find(ALL + "where t.prefix = ? for update of t", Transfer::of, LEARNED, LEARNED, prefix);
    }

    /** Who takes over the prefix, held; empty: nobody. */
    Optional<String> provider(IpPrefix prefix) {
        return sql.find(
                "select t.provider from transfer t where t.prefix = ? and " + ENTITLED + " for share of t",
                row -> row.text("provider"),
                prefix);
    }

    /** The customer prefix that the subscription lets go, held; empty when this prefix is not one of its transfers. */
    Optional<String> leaving(String subscription, IpPrefix prefix) {
        return sql.find(
                "select t.customer_prefix from transfer t where t.prefix = ? and t.subscription = ? and " + ENTITLED
                        + " for share of t",
                row -> row.text("customer_prefix"),
                prefix,
                tenant(subscription));
    }

    /** Whether the service has a prefix that is being transferred. */
    boolean anyOf(String subscription, ResourceId service) {
        return sql.get("""
                select exists (select from transfer t join customer_prefix c on c.resource_key = t.customer_prefix
                    where t.subscription = ? and c.service_key = ?) as found""", row -> row.bool("found"), tenant(subscription), service.key());
    }

    /** Whose time is over, or whose customer has lost the key. */
    List<String> due() {
        return sql.list(
                "select t.prefix from transfer t where t.until <= now() or not " + ENTITLED + " order by t.prefix",
                row -> row.text("prefix"));
    }

    // ------------------------------------------------------------------ the end; the transfer is locked

    /** The registration that is left, with its parts that the same partner has registered; their prefixes. */
    List<String> dropLeft(String prefix) {
        return sql.list("""
                delete from registered_prefix r using registered_prefix o
                where o.prefix = ? and not o.arriving and r.network <<= o.network and r.subscription = o.subscription
                    and not r.arriving
                returning r.prefix""", row -> row.text("prefix"), prefix);
    }

    /** The customer prefix that is left; the key of its service. */
    String dropLeaving(Transfer transfer) {
        end(List.of(transfer.prefix().toString()));
        return sql.get(
                "delete from customer_prefix where resource_key = ? returning service_key",
                row -> row.text("service_key"),
                transfer.customerPrefix());
    }

    /** What was arriving is there, and kept by the constraints from now on. */
    void arrived(Collection<String> prefixes) {
        sql.update(
                "update registered_prefix set arriving = false, revision = nextval('revision')"
                        + " where prefix = any(?) and arriving",
                prefixes);
        settle(prefixes);
    }

    /** Gives up what was arriving; with the registration go its keys. */
    void dropArriving(Collection<String> prefixes) {
        sql.update("delete from registered_prefix where prefix = any(?) and arriving", prefixes);
        settle(prefixes);
    }

    private void settle(Collection<String> prefixes) {
        sql.update("update customer_prefix set arriving = false where prefix = any(?) and arriving", prefixes);
    }

    void end(Collection<String> prefixes) {
        sql.update("delete from transfer where prefix = any(?)", prefixes);
    }

    /** Those of the prefixes that are being transferred, locked. */
    List<String> among(Collection<String> prefixes) {
        return sql.list(
                "select prefix from transfer where prefix = any(?) order by prefix for update",
                row -> row.text("prefix"),
                prefixes);
    }

    private static String tenant(String subscription) {
        return subscription.toLowerCase(Locale.ROOT);
    }
}
