/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.request.Page;
import org.openpeering.prefix.customerprefix.PrefixClaims.Claimed;
import org.openpeering.prefix.key.PrefixKey;

/** Customer prefixes by subscription. */
@ApplicationScoped
public class PrefixRepository {
    private static final String COLUMNS = """
            id, prefix, key, claim is not null as claimed, exists (select 1 from prefix_key k
                where k.key_hash = claim and k.registered_asn is not null) as of_asn,
            state, learned_type, error_message, (select json_build_object('prefix', n.prefix,
                'prefixValidationState', n.state, 'errorMessage', n.error_message, 'deadline', n.deadline)
                from customer_prefix n where n.replaces = customer_prefix.resource_key) as change,
            revision, created_at""";
    private static final String ALL = "select " + COLUMNS + " from customer_prefix ";
    private static final String BY_NAME = ALL + "where subscription = ? and resource_key = ? and replaces is null";

    private final Sql sql;

    PrefixRepository(Sql sql) {
        this.sql = sql;
    }

    public Optional<CustomerPrefix> find(String subscription, ResourceId id) {
        return sql.find(BY_NAME, CustomerPrefix::of, tenant(subscription), id.key());
    }

    Optional<CustomerPrefix> lock(String subscription, ResourceId id) {
        return sql.find(BY_NAME + " for update", CustomerPrefix::of, tenant(subscription), id.key());
    }

    List<CustomerPrefix> page(String subscription, ResourceId service, String after) {
        return sql.list(
                ALL + "where subscription = ? and service_key = ? and resource_key > ?"
                        + " and replaces is null order by resource_key limit ?",
                CustomerPrefix::of,
                tenant(subscription),
                service.key(),
                after,
                Page.SIZE + 1);
    }

    /**
     * Whether another service has a prefix that overlaps, whoever's it is.
     *
     * @param claim only claims stand in its way, and not the one that it arrives beside; null: it claims nothing
     */
    boolean overlaps(String subscription, ResourceId service, IpPrefix prefix, Claimed.@Nullable Good claim) {
        return sql.get(
                """
                select exists (select 1 from customer_prefix where network && ?::inet
                    and not (subscription = ? and service_key = ?) and resource_key <> ?
                    and (not ? or (claim is not null and not arriving))) as found""",
                row -> row.bool("found"),
                prefix,
                tenant(subscription),
                service.key(),
                claim == null || claim.leaving() == null ? "" : claim.leaving(),
                claim != null);
    }

    /** The new row; empty when its name is taken, or the prefix in this service. */
    Optional<CustomerPrefix> insert(
            String subscription,
            ResourceId service,
            ResourceId id,
            IpPrefix prefix,
            @Nullable PrefixKey key,
            Claimed.@Nullable Good claim) {
        return sql.find(
                """
                insert into customer_prefix (resource_key, subscription, service_key, id, prefix, network, key,
                    claim, arriving, state, learned_type, revision)
                values (?, ?, ?, ?, ?, ?::inet, ?, ?, ?, ?, ?, nextval('revision')) on conflict do nothing
                returning\s""" + COLUMNS,
                CustomerPrefix::of,
                id.key(),
                tenant(subscription),
                service.key(),
                id,
                prefix,
                prefix,
                key == null ? null : key.reveal(),
                claim == null ? null : claim.key().hash(),
                claim != null && claim.grant().arriving(),
                PrefixValidationState.PENDING,
                LearnedType.NONE);
    }

    /** Another key; validation begins anew. The caller holds the row. */
    CustomerPrefix rekey(String subscription, ResourceId id, Claimed.Good claim) {
        return sql.get(
                "update customer_prefix set key = ?, claim = ?, arriving = ?, state = ?, learned_type = ?,"
                        + " error_message = null, verdict = null, fingerprint = null, revision = nextval('revision')"
                        + " where subscription = ? and resource_key = ? returning " + COLUMNS,
                CustomerPrefix::of,
                claim.key().reveal(),
                claim.key().hash(),
                claim.grant().arriving(),
                PrefixValidationState.PENDING,
                LearnedType.NONE,
                tenant(subscription),
                id.key());
    }

    // ------------------------------------------------------------------ a prefix that takes another one's place

    /** The row made by {@link #insert} is to replace the other. */
    void replaces(String subscription, ResourceId id, ResourceId replaced, @Nullable Instant deadline) {
        sql.update(
                "update customer_prefix set replaces = ?, deadline = ?::timestamptz"
                        + " where subscription = ? and resource_key = ?",
                replaced.key(),
                deadline,
                tenant(subscription),
                id.key());
    }

    /** Gives up what was to replace it; the prefixes that were. */
    List<String> dropReplacement(String subscription, ResourceId replaced) {
        return sql.list(
                "delete from customer_prefix where subscription = ? and replaces = ? returning prefix",
                row -> row.text("prefix"),
                tenant(subscription),
                replaced.key());
    }

    /** Those whose deadline has passed; their prefixes. */
    List<String> dropOverdue() {
        return sql.list(
                "delete from customer_prefix where deadline <= now() and replaces is not null returning prefix",
                row -> row.text("prefix"));
    }

    /** The one that is to be replaced by the row of this key, locked; nobody asks, so by key only. */
    Optional<CustomerPrefix> lockReplaced(String key) {
        return sql.find(
                ALL + "where resource_key = (select replaces from customer_prefix where resource_key = ?) for update",
                CustomerPrefix::of,
                key);
    }

    /** What is to take the place of the other, locked. */
    Optional<String> lockVerified(String subscription, ResourceId replaced) {
        return sql.find(
                "select prefix from customer_prefix where subscription = ? and replaces = ? and state = 'Verified'"
                        + " for update",
                row -> row.text("prefix"),
                tenant(subscription),
                replaced.key());
    }

    /** Its contents become those of the other, and its row goes; the caller holds both rows. */
    void takePlace(String subscription, ResourceId replaced) {
        String next = sql.get(
                "delete from customer_prefix where subscription = ? and replaces = ? returning to_jsonb(customer_prefix)"
                        + " as next",
                row -> row.text("next"),
                tenant(subscription),
                replaced.key());
        sql.update("""
                update customer_prefix c set prefix = n.prefix, network = n.network, key = n.key, claim = n.claim, arriving = n.arriving,
                    state = n.state, learned_type = n.learned_type, error_message = n.error_message, verdict = n.verdict,
                    validated_at = n.validated_at, fingerprint = n.fingerprint, sources = n.sources,
                    next_report = n.next_report, revision = nextval('revision')
                from jsonb_populate_record(null::customer_prefix, ?::jsonb) n
                where c.subscription = ? and c.resource_key = ?""", next, tenant(subscription), replaced.key());
    }

    void delete(String subscription, ResourceId id) {
        sql.update(
                "delete from customer_prefix where subscription = ? and resource_key = ?",
                tenant(subscription),
                id.key());
    }

    List<String> prefixes(String subscription, ResourceId service) {
        return sql.list(
                "select prefix from customer_prefix where subscription = ? and service_key = ?",
                row -> row.text("prefix"),
                tenant(subscription),
                service.key());
    }

    /** Their prefixes. */
    List<String> deleteAll(String subscription, ResourceId service) {
        return sql.list(
                "delete from customer_prefix where subscription = ? and service_key = ? returning prefix",
                row -> row.text("prefix"),
                tenant(subscription),
                service.key());
    }

    private static String tenant(String subscription) {
        return subscription.toLowerCase(Locale.ROOT);
    }
}
