/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.Outcome;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.customerprefix.PrefixClaims.Claimed;
import org.openpeering.prefix.evidence.EvidenceService.Claim;
import org.openpeering.prefix.evidence.EvidenceService.CustomerSubject;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.peeringservice.PeeringService;
import org.openpeering.prefix.peeringservice.PeeringServiceRepository;
import org.openpeering.prefix.validation.DryRun;
import org.openpeering.prefix.validation.ValidationReport;

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

    /** @param key null: without one */
    @Transacted
    public Outcome<ValidationReport> validate(
            String subscription, ResourceId serviceId, IpPrefix prefix, @Nullable PrefixKey key) {
        Optional<PeeringService> service = services.find(subscription, serviceId);
        if (service.isEmpty()) {
            return new Outcome.Refused<>(Refusals.notFound(serviceId));
        }
        Claimed claimed = key == null ? null : claims.claim(subscription, prefix, key);
        if (claimed instanceof Claimed.Wrong(ApiError error) && error.code() == ErrorCode.TOO_MANY_REQUESTS) {
            return new Outcome.Refused<>(error);
        }
        // Of a key that is only wrong the report tells.
        Claimed.Good good = claimed instanceof Claimed.Good held ? held : null;
        return repository.overlaps(subscription, serviceId, prefix, good)
                ? new Outcome.Refused<>(PrefixService.overlap())
                : new Outcome.Found<>(dryRun.of(subject(service.get(), prefix, good)));
    }

    private CustomerSubject subject(PeeringService service, IpPrefix prefix, Claimed.@Nullable Good good) {
        return new CustomerSubject(
                service.id().subscription(),
                prefix,
                Objects.requireNonNullElse(service.provider(), ""),
                Objects.requireNonNullElse(service.primaryLocation(), ""),
                service.backupLocation(),
                good == null
                        ? null
                        : new Claim(
                                good.grant().peeringKey(),
                                good.grant().asn(),
                                good.key().id()),
                dryRun.monitoredRevision(prefix));
    }
}
