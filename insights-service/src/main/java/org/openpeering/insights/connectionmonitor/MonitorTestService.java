/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.prefix.PeeringService;
import org.openpeering.insights.agent.Agent;
import org.openpeering.insights.connectionmonitor.MonitorTestRepository.Assignment;
import org.openpeering.insights.connectionmonitor.MonitorTestRepository.Known;
import org.openpeering.insights.connectionmonitor.MonitorTestRepository.Parent;
import org.openpeering.insights.connectionmonitor.TestResultRepository.Measurement;
import org.openpeering.insights.directory.Directory;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Held;
import org.openpeering.kit.request.Preconditions;

/**
 * Tests as their owners set them. Whether agent and destination will do is asked before the transaction. A test goes with its
 * peering service: it can't be reached from the moment on in which the copy has lost the service, and its row goes a few seconds
 * later. A service that is made again has none of the tests of the one before, since they were made under an older revision.
 */
@ApplicationScoped
public class MonitorTestService {
    private final MonitorTestRepository repository;
    private final TestResultRepository results;
    private final Directory directory;
    private final ConnectionMonitorConfig config;
    private final MonitorMeters meters;

    MonitorTestService(
            MonitorTestRepository repository,
            TestResultRepository results,
            Directory directory,
            ConnectionMonitorConfig config,
            MonitorMeters meters) {
        this.repository = repository;
        this.results = results;
        this.directory = directory;
        this.config = config;
        this.meters = meters;
    }

    /** @param before whether there was one of this name lately; of one that is new all of the minute is its */
    @WithTransaction
    public Uni<Outcome<Known>> put(
            PeeringService service, String name, MonitorTestSetup setup, Preconditions conditions, boolean before) {
        ResourceId id = service.id().child(ResourceType.CONNECTION_MONITOR_TESTS, name);
        Uni<@Nullable Known> lock = repository
                .turn(id.subscription())
                .chain(() -> forgetFormer(service.id()))
                .chain(() -> repository.lock(id))
                .onItem()
                .ifNotNull()
                .transformToUni(_ -> repository.find(id, Long.MIN_VALUE));
        return Held.of(lock, (Known held) -> held.test().revision(), conditions)
                .put(() -> create(id, service, setup, before), held -> change(held, service, setup));
    }

    /** What is left of a service of this name that was deleted: it neither counts nor is changed, for it is deleted in a moment. */
    private Uni<Void> forgetFormer(ResourceId service) {
        OptionalLong deleted = directory.services().deleted(service.key());
        return deleted.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository
                        .deleteOf(Map.of(service.key(), deleted.getAsLong()))
                        .replaceWithVoid();
    }

    /** Tests that were made under an earlier revision are those of a service that was deleted. */
    private long least(ResourceId service) {
        return directory.services().deleted(service.key()).orElse(Long.MIN_VALUE);
    }

    private Uni<Outcome<Known>> create(ResourceId id, PeeringService service, MonitorTestSetup setup, boolean before) {
        return repository
                .count(id.subscription())
                .invoke(this::refuseMore)
                .chain(() -> placeAt(setup))
                .chain(() -> repository.insert(id, service.id(), service.revision(), setup, before))
                .map(made -> new Outcome.Created<>(new Known(made, TestResult.NONE)));
    }

    private void refuseMore(long there) {
        if (there >= config.perSubscription()) {
            throw new Refusal(ApiError.of(
                    ErrorCode.CONFLICT,
                    "The subscription has " + there
                            + " connection monitor tests, as many as it can; delete one that is not needed."));
        }
    }

    /** All subscriptions share an agent of the network: what is beyond its tests would never be measured, and nobody told. */
    private Uni<Void> placeAt(MonitorTestSetup setup) {
        String agent = setup.sourceAgent();
        return repository
                .turn(agent)
                .chain(() -> repository.count(agent))
                .invoke(there -> {
                    if (there >= config.perAgent()) {
                        throw new Refusal(ApiError.at(
                                ErrorCode.CONFLICT,
                                MonitorTestSpec.SOURCE_AGENT,
                                "The agent '" + agent
                                        + "' has as many connection monitor tests as it can; choose another one."));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Known> change(Known held, PeeringService service, MonitorTestSetup setup) {
        ResourceId id = held.test().id();
        if (held.test().setup().equals(setup)) {
            return repository.confirm(id, service.revision()).replaceWith(held);
        }
        if (held.test().setup().sameWay(setup)) {
            return repository.update(id, service.revision(), setup).map(changed -> new Known(changed, held.result()));
        }
        boolean sameAgent = held.test().setup().sourceAgent().equals(setup.sourceAgent());
        return (sameAgent ? Uni.createFrom().voidItem() : placeAt(setup))
                .chain(() -> results.forget(id))
                .chain(() -> repository.update(id, service.revision(), setup))
                .map(changed -> new Known(changed, TestResult.NONE));
    }

    @WithSession
    public Uni<Outcome<Known>> get(ResourceId service, ResourceId id) {
        return repository
                .find(id, least(service))
                .map(found -> found == null ? new Outcome.Refused<>(notFound(id)) : new Outcome.Found<>(found));
    }

    @WithSession
    public Uni<List<Known>> list(ResourceId service, String after) {
        return repository.page(service, least(service), after);
    }

    /** Those under a service. */
    @WithSession
    public Uni<List<ResourceId>> ids(ResourceId service) {
        return repository.ids(service, least(service));
    }

    /** What an agent is to measure: an agent of a subscription for that alone, one of the network for all. */
    @WithSession
    public Uni<List<Assignment>> of(Agent agent) {
        return repository.ofAgent(agent.name(), agent.subscription());
    }

    /** Takes over what was measured, where it is news; in the transaction of who calls. */
    Uni<Void> store(List<Measurement> measurements) {
        List<Measurement> times =
                measurements.stream().filter(each -> !each.path()).toList();
        List<Measurement> paths =
                measurements.stream().filter(Measurement::path).toList();
        Uni<Void> stored = times.isEmpty() ? Uni.createFrom().voidItem() : results.store(newest(times));
        return paths.isEmpty() ? stored : stored.chain(() -> results.storePaths(newest(paths)));
    }

    private static Collection<Measurement> newest(List<Measurement> measurements) {
        Map<String, Measurement> newest = new TreeMap<>();
        measurements.forEach(each -> newest.merge(each.key(), each, (a, b) -> a.before(b) ? b : a));
        return newest.values();
    }

    @WithTransaction
    public Uni<Outcome<MonitorTest>> delete(ResourceId id, Preconditions conditions) {
        return Held.of(repository.lock(id), MonitorTest::revision, conditions).delete(_ -> repository.delete(id));
    }

    /** Deletes tests of services that are gone. */
    @WithTransaction
    public Uni<Void> sweep() {
        return repository
                .parents()
                .invoke(parents ->
                        meters.tests(parents.stream().mapToLong(Parent::tests).sum()))
                .map(this::gone)
                .chain(gone -> gone.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : repository.deleteOf(gone).replaceWithVoid());
    }

    private Map<String, Long> gone(List<Parent> parents) {
        Map<String, Long> gone = new HashMap<>();
        parents.forEach(parent -> directory.services().deleted(parent.key()).ifPresent(revision -> {
            if (revision > parent.revision()) {
                gone.put(parent.key(), revision);
            }
        }));
        return gone;
    }

    private static ApiError notFound(ResourceId id) {
        String text = id.toString();
        return ApiError.of(
                ErrorCode.RESOURCE_NOT_FOUND,
                "The Resource '%s' under resource group '%s' was not found."
                        .formatted(
                                text.substring(text.indexOf("/providers/") + "/providers/".length()),
                                Objects.requireNonNull(id.resourceGroup())));
    }
}
