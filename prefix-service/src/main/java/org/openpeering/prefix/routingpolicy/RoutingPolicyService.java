/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Held;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.customerprefix.CustomerPrefix;
import org.openpeering.prefix.customerprefix.PrefixService;
import org.openpeering.prefix.event.EventService;
import org.openpeering.prefix.monitored.Implied;
import org.openpeering.prefix.monitored.MonitoredPrefixService;
import org.openpeering.prefix.network.NetworkRules;

/**
 * What owners say of their prefixes. The customer prefix is locked first, so its versions follow each other and each is
 * held to the prefix that the resource has then. That something was said is queued in the same transaction, like any other
 * change of the prefix, so what is monitored follows from it once it is committed.
 */
@ApplicationScoped
public class RoutingPolicyService {
    private final RoutingPolicyRepository repository;
    private final PrefixService prefixes;
    private final MonitoredPrefixService monitored;
    private final EventService events;
    private final ChangeRepository changes;
    private final NetworkRules rules;

    RoutingPolicyService(
            RoutingPolicyRepository repository,
            PrefixService prefixes,
            MonitoredPrefixService monitored,
            EventService events,
            ChangeRepository changes,
            NetworkRules rules) {
        this.repository = repository;
        this.prefixes = prefixes;
        this.monitored = monitored;
        this.events = events;
        this.changes = changes;
        this.rules = rules;
    }

    /** Whether what is asked for is done, or only told what it would come to. */
    enum Mode {
        IN_EARNEST,
        DRY_RUN
    }

    @WithSession
    Uni<Outcome<StatedPolicy>> get(ResourceId id) {
        return stated(id)
                .<Outcome<StatedPolicy>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** Its versions, newest first, up to one more than a page; {@code before} 0: the first page. */
    @WithSession
    Uni<Outcome<List<PolicyVersion>>> history(ResourceId id, long before) {
        return owner(id)
                .chain(() -> repository.page(id, before))
                .<Outcome<List<PolicyVersion>>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** @param spec null: no body */
    @WithTransaction
    Uni<Outcome<StatedPolicy>> put(
            ResourceId id, @Nullable RoutingPolicySpec spec, String caller, Preconditions conditions, Mode mode) {
        return change(
                id,
                stated -> Uni.createFrom()
                        .item(PolicyRules.check(spec, stated.owner().prefix(), rules, Instant.now())),
                caller,
                conditions,
                mode);
    }

    /**
     * In the caller's transaction.
     *
     * @param next what is said, by what was said before
     */
    Uni<Outcome<StatedPolicy>> change(
            ResourceId id,
            Function<StatedPolicy, Uni<Checked>> next,
            String caller,
            Preconditions conditions,
            Mode mode) {
        return held(id, conditions)
                .change(
                        () -> Refusals.notFound(id),
                        stated -> next.apply(stated)
                                .map(Checked::orRefuse)
                                .chain(policy -> say(stated, policy, caller, mode)));
    }

    private Uni<StatedPolicy> say(StatedPolicy stated, RoutingPolicy policy, String caller, Mode mode) {
        return warned(stated, policy).chain(warned -> store(warned, policy, caller, mode));
    }

    /** Takes back what was said. */
    @WithTransaction
    Uni<Outcome<StatedPolicy>> delete(ResourceId id, String caller, Preconditions conditions) {
        return held(id, conditions)
                .change(
                        () -> Refusals.notFound(id),
                        stated -> stated.isDefault()
                                ? Uni.createFrom().item(new Outcome.Absent<StatedPolicy>())
                                : store(stated, null, caller, Mode.IN_EARNEST)
                                        .replaceWith(new Outcome.Deleted<StatedPolicy>()))
                .map(RoutingPolicyService::flat);
    }

    private static Outcome<StatedPolicy> flat(Outcome<? extends Outcome<StatedPolicy>> outcome) {
        return switch (outcome) {
            case Outcome.Found<? extends Outcome<StatedPolicy>>(Outcome<StatedPolicy> inner) -> inner;
            case Outcome.Refused<? extends Outcome<StatedPolicy>>(ApiError error) -> new Outcome.Refused<>(error);
            default -> throw new IllegalStateException("a change of what is there makes and deletes nothing");
        };
    }

    private Held<StatedPolicy> held(ResourceId id, Preconditions conditions) {
        return Held.of(
                repository
                        .lockOwner(id)
                        .chain(there -> there ? stated(id) : Uni.createFrom().<StatedPolicy>nullItem()),
                StatedPolicy::revision,
                conditions);
    }

    /** In the caller's session. */
    Uni<StatedPolicy> stated(ResourceId id) {
        return owner(id)
                .map(owner -> new StatedPolicy(owner, null, Implied.NOTHING, List.of()))
                .chain(stated -> repository
                        .newest(id, stated.owner().prefix())
                        .map(version -> version == null ? stated : stated.with(version)))
                .chain(stated -> monitored.implied(id, stated.owner().prefix()).map(stated::following));
    }

    private Uni<CustomerPrefix> owner(ResourceId id) {
        return prefixes.get(id).map(RoutingPolicyService::found);
    }

    private static CustomerPrefix found(Outcome<CustomerPrefix> outcome) {
        return switch (outcome) {
            case Outcome.Found<CustomerPrefix>(CustomerPrefix prefix) -> prefix;
            case Outcome.Refused<CustomerPrefix>(ApiError error) -> throw new Refusal(error);
            default -> throw new IllegalStateException("a look-up makes and deletes nothing");
        };
    }

    private Uni<StatedPolicy> warned(StatedPolicy stated, RoutingPolicy policy) {
        return events.openCritical(stated.owner().watched())
                .map(open -> stated.warned(HiddenEvents.of(policy, open, Instant.now())));
    }

    /** @param policy null: what was said is taken back */
    private Uni<StatedPolicy> store(StatedPolicy stated, @Nullable RoutingPolicy policy, String caller, Mode mode) {
        CustomerPrefix owner = stated.owner();
        return switch (mode) {
            case DRY_RUN ->
                Uni.createFrom()
                        .item(stated.with(
                                new PolicyVersion(stated.revision(), owner.prefix(), policy, caller, Instant.now())));
            case IN_EARNEST ->
                repository
                        .add(owner.id(), owner.prefix(), policy, caller)
                        .call(() -> changes.add(
                                ChangeKind.PREFIX, List.of(owner.prefix().toString())))
                        .map(stated::with);
        };
    }
}
