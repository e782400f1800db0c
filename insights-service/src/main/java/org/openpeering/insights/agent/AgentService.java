/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.agent;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.insights.directory.Directory;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Held;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.sql.Failures;

/** The inventory of agents. */
@ApplicationScoped
public class AgentService {
    private static final String ONE_AGENT = "agent_client_id_key";

    private final AgentRepository repository;
    private final Directory directory;

    AgentService(AgentRepository repository, Directory directory) {
        this.repository = repository;
        this.directory = directory;
    }

    @WithSession
    Uni<Outcome<AgentRow>> get(String name) {
        return repository
                .find(name)
                .map(row -> row == null ? new Outcome.Refused<>(notFound()) : new Outcome.Found<>(row));
    }

    /** Up to one more than a page. */
    @WithSession
    Uni<List<AgentRow>> page(String after) {
        return repository.page(after);
    }

    /** @param spec null: no body */
    @WithTransaction
    Uni<Outcome<AgentRow>> put(String name, @Nullable AgentSpec spec, Preconditions conditions) {
        return Held.of(repository.lock(name), AgentRow::revision, conditions)
                .put(
                        () -> checked(name, spec).chain(repository::put).map(Outcome.Created::new),
                        held -> checked(held.agent().name(), spec).chain(repository::put));
    }

    private Uni<Agent> checked(String name, @Nullable AgentSpec spec) {
        return Uni.createFrom().item(() -> AgentRules.check(name, spec, directory::site));
    }

    /** What {@link #put} fails with, outside of its transaction: the client belongs to another agent. */
    static boolean taken(Throwable failure) {
        return Failures.violates(failure, ONE_AGENT);
    }

    static Outcome<AgentRow> refusedAsTaken() {
        return new Outcome.Refused<>(ApiError.at(
                ErrorCode.CONFLICT, "clientId", "The OIDC client belongs to another agent: each has its own."));
    }

    @WithTransaction
    Uni<Outcome<AgentRow>> delete(String name, Preconditions conditions) {
        return Held.of(repository.lock(name), AgentRow::revision, conditions)
                .delete(held -> repository.delete(name).replaceWithVoid());
    }

    /** The agent that has the client. */
    @WithSession
    public Uni<Optional<Agent>> ofClient(String clientId) {
        return repository.ofClient(clientId).map(row -> Optional.ofNullable(row).map(AgentRow::agent));
    }

    /** By its name, without regard to case. */
    @WithSession
    public Uni<Optional<Agent>> named(String name) {
        return repository.find(name).map(row -> Optional.ofNullable(row).map(AgentRow::agent));
    }

    /** @param dropped null: it has not said */
    @WithTransaction
    public Uni<Void> seen(String name, @Nullable String version, @Nullable Long dropped) {
        return repository.seen(name, version, dropped).replaceWithVoid();
    }

    static ApiError notFound() {
        return ApiError.at(ErrorCode.RESOURCE_NOT_FOUND, "name", "There is no agent of this name.");
    }
}
