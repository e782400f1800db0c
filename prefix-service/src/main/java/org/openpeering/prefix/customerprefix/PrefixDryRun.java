/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.customerprefix.PrefixClaims.Claimed;
import org.openpeering.prefix.evidence.Subject;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.peeringservice.PeeringService;
import org.openpeering.prefix.peeringservice.PeeringServiceRepository;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.validation.DryRun;

/** Says what a validation would say of a prefix that is not there. Stores nothing but the count of wrong keys. */
@ApplicationScoped
public class PrefixDryRun {
    private final PrefixRepository repository;
    private final PeeringServiceRepository services;
    private final PrefixClaims claims;
    private final DryRun dryRun;

    PrefixDryRun(PrefixRepository repository, PeeringServiceRepository services, PrefixClaims claims, DryRun dryRun) {
        this.repository = repository;
        this.services = services;
        this.claims = claims;
        this.dryRun = dryRun;
    }

    /** What is asked about. */
    private record Asked(
            PeeringService service,
            IpPrefix prefix,
            @Nullable Claimed claimed) {
        /** Null: no key was given, or a wrong one, of which the report tells. */
        Claimed.@Nullable Good claim() {
            return claimed instanceof Claimed.Good good ? good : null;
        }

        Optional<ApiError> refusal() {
            return claimed instanceof Claimed.Wrong(ApiError error) && error.code() == ErrorCode.TOO_MANY_REQUESTS
                    ? Optional.of(error)
                    : Optional.empty();
        }
    }

    /** @param key null: without one */
    @WithTransaction
    public Uni<Outcome<ValidationReport>> validate(ResourceId serviceId, IpPrefix prefix, @Nullable PrefixKey key) {
        return services.find(serviceId)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Refusals.notFound(serviceId)))
                .chain(service -> claimed(serviceId.subscription(), prefix, key)
                        .map(claimed -> new Asked(service, prefix, claimed)))
                .invoke(asked -> Refusals.refuse(asked.refusal()))
                .call(this::refuseOverlap)
                .chain(asked -> dryRun.monitoredRevision(asked.prefix()).map(revision -> subject(asked, revision)))
                .chain(dryRun::of)
                .<Outcome<ValidationReport>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<@Nullable Claimed> claimed(Subscription subscription, IpPrefix prefix, @Nullable PrefixKey key) {
        return key == null ? Uni.createFrom().nullItem() : claims.claim(subscription, prefix, key);
    }

    private Uni<Boolean> refuseOverlap(Asked asked) {
        return repository
                .overlaps(asked.service().id(), asked.prefix(), asked.claim())
                .invoke(overlaps ->
                        Refusals.refuse(overlaps ? Optional.of(PrefixService.overlap()) : Optional.empty()));
    }

    private static Subject.Customer subject(Asked asked, long monitoredRevision) {
        PeeringService service = asked.service();
        Claimed.Good good = asked.claim();
        return new Subject.Customer(
                service.id().subscription(),
                asked.prefix(),
                Objects.requireNonNullElse(service.provider(), ""),
                Objects.requireNonNullElse(service.primaryLocation(), ""),
                service.backupLocation(),
                good == null
                        ? null
                        : new Subject.Claim(
                                good.grant().peeringKey(),
                                good.grant().asn(),
                                good.key().id()),
                monitoredRevision);
    }
}
