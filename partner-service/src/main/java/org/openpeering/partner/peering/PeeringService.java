/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ApiVersion;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.request.Tags;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.PartnerConfig;
import org.openpeering.partner.Violations;
import org.openpeering.partner.approval.ApprovalRepository;
import org.openpeering.partner.approval.Decision;
import org.openpeering.partner.catalogue.MetroRepository;

/** The use cases of peerings. */
@ApplicationScoped
public class PeeringService {
    private final PeeringRepository repository;
    private final PeeringWriter writer;
    private final PeeringProvisioning provisioning;
    private final PeeringSubmission submission;
    private final PeeringCreation creation;
    private final MetroRepository metros;
    private final ApprovalRepository approvals;
    private final PartnerConfig config;

    PeeringService(
            PeeringRepository repository,
            PeeringWriter writer,
            PeeringProvisioning provisioning,
            PeeringSubmission submission,
            PeeringCreation creation,
            MetroRepository metros,
            ApprovalRepository approvals,
            PartnerConfig config) {
        this.repository = repository;
        this.writer = writer;
        this.provisioning = provisioning;
        this.submission = submission;
        this.creation = creation;
        this.metros = metros;
        this.approvals = approvals;
        this.config = config;
    }

    /** @param resourceGroup null: all of the subscription */
    @Transacted
    public List<PeeringEntity> list(String subscription, @Nullable String resourceGroup, String after) {
        return repository.list(subscription, resourceGroup, after, Page.SIZE + 1);
    }

    @Transacted
    public Outcome<PeeringEntity> get(ResourceId id) {
        return repository
                .find(id.subscription(), id)
                .<Outcome<PeeringEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(missing(id)));
    }

    /** Creates it, or makes the changes that are allowed. */
    @Transacted
    public Outcome<PeeringEntity> put(
            ResourceId id, PeeringSpec spec, ApiVersion version, Preconditions preconditions, Caller caller) {
        return switch (PeeringRules.check(spec, config, version)) {
            case Checked.Invalid<PeeringRequest>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<PeeringRequest>(PeeringRequest request) -> {
                Optional<PeeringEntity> held = repository.hold(id, metros, request.peers());
                Optional<ApiError> refusal = preconditions.refusal(revision(held));
                if (refusal.isPresent()) {
                    yield new Outcome.Refused<>(refusal.get());
                }
                yield held.isPresent()
                        ? submission.change(held.get(), request, caller)
                        : creation.create(id, request, preconditions, caller);
            }
        };
    }

    /** Replaces the tags. */
    @Transacted
    public Outcome<PeeringEntity> tag(ResourceId id, TagsSpec spec, Preconditions preconditions) {
        Violations violations = new Violations();
        Map<String, String> tags = Tags.check(spec.tags(), violations::add);
        if (!violations.none()) {
            return new Outcome.Refused<>(violations.error());
        }
        Optional<PeeringEntity> held = repository.lock(id.subscription(), id);
        Optional<ApiError> refusal = held.isEmpty() ? Optional.of(missing(id)) : preconditions.refusal(revision(held));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        PeeringEntity peering = held.get();
        boolean same = spec.tags() == null || tags.equals(peering.tags());
        return new Outcome.Found<>(same ? peering : writer.save(peering, peering.described(peering.sku(), tags)));
    }

    @Transacted
    public Outcome<PeeringEntity> delete(ResourceId id, Preconditions preconditions, Caller caller) {
        Optional<PeeringEntity> found = repository.hold(id, metros);
        if (found.isEmpty()) {
            return new Outcome.Absent<>();
        }
        PeeringEntity held = found.get();
        Optional<ApiError> refusal = preconditions.refusal(revision(found)).or(() -> busy(held));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        Work.await(() -> approvals.withdraw(
                held.id(),
                null,
                provisioning.kinds(),
                Decision.withdrawn("The peering was deleted.", caller, Instant.now())));
        writer.delete(held);
        return new Outcome.Deleted<>();
    }

    private static Optional<ApiError> busy(PeeringEntity peering) {
        return peering.connections().stream()
                .filter(connection -> connection.progress().underlying() == ConnectionState.PROVISIONING_STARTED
                        || connection.progress().underlying() == ConnectionState.PROVISIONING_COMPLETED)
                .findFirst()
                .map(connection -> ApiError.of(
                        ErrorCode.CONFLICT,
                        "The connection %s is %s; the peering can not be deleted before that work has ended."
                                .formatted(
                                        connection.identifier(),
                                        connection.state().wire())));
    }

    public static ApiError missing(ResourceId id) {
        return ApiError.of(
                ErrorCode.RESOURCE_NOT_FOUND,
                "The Resource '%s/%s' under resource group '%s' was not found."
                        .formatted(id.type().qualified(), id.name(), id.resourceGroup()));
    }

    static OptionalLong revision(Optional<PeeringEntity> peering) {
        return peering.map(held -> OptionalLong.of(held.revision())).orElse(OptionalLong.empty());
    }
}
