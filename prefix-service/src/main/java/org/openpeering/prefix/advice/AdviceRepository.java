/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.advice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.sql.Statements;

/**
 * What is measured of a service's prefixes, and of those of others together. Only prefixes with a key count: naming one is not
 * enough to be told of it, nor to have a say in what is told to others.
 */
@ApplicationScoped
class AdviceRepository {
    private final Statements statements;

    AdviceRepository(Statements statements) {
        this.statements = statements;
    }

    /** What was chosen of a service. */
    record Chosen(
            @Nullable String location,
            @Nullable String provider,
            @Nullable String site) {}

    /** Of the service's own prefixes at a site, in milliseconds. */
    record Own(String site, int prefixes, double median, double least, long samples) {}

    /** Of other customers' prefixes by a provider at a site. */
    record Others(String provider, String site, long customers, double median) {}

    /** Sessions that are up. */
    record Up(long asn, String metro, long sessions) {}

    Uni<@Nullable Chosen> chosen(ResourceId id) {
        return statements
                .of("select service_location, provider, primary_location from peering_service"
                        + " where resource_key = :key and subscription = :subscription")
                .set("key", id.key())
                .set("subscription", id.subscription())
                .find(row -> new Chosen(
                        row.textOrNull("service_location"),
                        row.textOrNull("provider"),
                        row.textOrNull("primary_location")));
    }

    Uni<List<Own>> own(ResourceId id) {
        return statements
                .of("""
                select m.site, count(distinct c.prefix) as prefixes, (min(m.least) * 1000)::bigint as least, sum(m.samples)::bigint as samples,
                    (percentile_cont(0.5) within group (order by m.median) * 1000)::bigint as median
                from customer_prefix c join claim using (resource_key)
                join replica r on r.topic = 'prefix-latency' and r.message_key = c.prefix and r.body is not null
                cross join lateral jsonb_to_recordset(r.body -> 'measured')
                    as m (site text, median double precision, least double precision, samples bigint)
                where c.service_key = :key and c.subscription = :subscription and m.median is not null
                    and (r.body ->> 'at')::timestamptz > now() - interval '1 day'
                group by m.site order by m.site""")
                .set("key", id.key())
                .set("subscription", id.subscription())
                .list(row -> new Own(
                        row.text("site"),
                        (int) row.number("prefixes"),
                        row.number("median") / 1000.0,
                        row.number("least") / 1000.0,
                        row.number("samples")));
    }

    /** How customers spell where they are. */
    Uni<List<String>> locations() {
        return statements
                .of("select distinct service_location from peering_service where service_location is not null"
                        + " order by service_location")
                .list(row -> row.text("service_location"));
    }

    /**
     * Each customer counts once at a site: how many prefixes one has does not tell.
     *
     * @param except whose own prefixes are left out
     */
    Uni<List<Others>> others(List<String> spellings, Subscription except) {
        return statements
                .of("""
                select provider_key, site, count(*) as customers,
                    (percentile_cont(0.5) within group (order by median) * 1000)::bigint as median
                from (
                    select s.provider_key, m.site, c.subscription,
                        percentile_cont(0.5) within group (order by m.median) as median
                    from peering_service s join customer_prefix c on c.service_key = s.resource_key
                    join claim on claim.resource_key = c.resource_key
                    join replica r on r.topic = 'prefix-latency' and r.message_key = c.prefix and r.body is not null
                    cross join lateral jsonb_to_recordset(r.body -> 'measured')
                        as m (site text, median double precision)
                    where s.service_location = any(:spellings) and c.subscription <> :except
                        and s.provider_key is not null and m.median is not null
                        and (r.body ->> 'at')::timestamptz > now() - interval '1 day'
                    group by s.provider_key, m.site, c.subscription
                ) each
                group by provider_key, site having count(*) >= :fewest order by provider_key, site""")
                .set("spellings", spellings)
                .set("except", except)
                .set("fewest", Advice.FEWEST)
                .list(row -> new Others(
                        row.text("provider_key"),
                        row.text("site"),
                        row.number("customers"),
                        row.number("median") / 1000.0));
    }

    Uni<List<Up>> up() {
        return statements.of("""
                select (s.body ->> 'peerAsn')::bigint as asn, r.body ->> 'metro' as metro, count(*) as sessions
                from replica s join replica r on r.topic = 'edge-routers' and r.message_key = s.body ->> 'router'
                where s.topic = 'session-states' and (s.body ->> 'established')::boolean and r.body is not null
                group by 1, 2 order by 1, 2""").list(row -> new Up(row.number("asn"), row.text("metro"), row.number("sessions")));
    }
}
