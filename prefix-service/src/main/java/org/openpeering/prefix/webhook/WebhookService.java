/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Held;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.webhook.WebhookSpec.Checked;

/**
 * Webhooks as their owners set them. Whether an endpoint may be reached is asked before the transaction, and again at each
 * connection.
 */
@ApplicationScoped
public class WebhookService {
    private final WebhookRepository repository;
    private final Secrets secrets;
    private final WebhookConfig config;

    WebhookService(WebhookRepository repository, Secrets secrets, WebhookConfig config) {
        this.repository = repository;
        this.secrets = secrets;
        this.config = config;
    }

    @WithTransaction
    public Uni<Outcome<Issued>> put(ResourceId id, Checked spec, Preconditions conditions) {
        Uni<Issued> lock = repository
                .turn(id.subscription())
                .chain(() -> repository.lock(id))
                .onItem()
                .ifNotNull()
                .transform(Issued::known);
        return held(lock, conditions)
                .put(
                        () -> create(id, spec),
                        held -> change(held.webhook(), spec).map(Issued::known));
    }

    private static Held<Issued> held(Uni<Issued> lock, Preconditions conditions) {
        return Held.of(lock, issued -> issued.webhook().revision(), conditions);
    }

    private Uni<Issued> locked(ResourceId id) {
        return repository.lock(id).onItem().ifNotNull().transform(Issued::known);
    }

    private static Supplier<ApiError> absent(ResourceId id) {
        return () -> Refusals.notFound(id);
    }

    private Uni<Outcome<Issued>> create(ResourceId id, Checked spec) {
        String secret = WebhookSecret.random();
        return repository
                .count(id.subscription())
                .invoke(this::refuseMore)
                .chain(() -> repository.insert(id, spec, secret))
                .map(made -> new Outcome.Created<>(new Issued(made, secret)));
    }

    private void refuseMore(long there) {
        if (there >= config.perSubscription()) {
            throw new Refusal(ApiError.of(
                    ErrorCode.CONFLICT,
                    "The subscription has " + there + " webhooks, as many as it can; delete one that is not needed."));
        }
    }

    private Uni<Webhook> change(Webhook held, Checked spec) {
        boolean paused = held.pause() != null;
        Uni<Webhook> described = describe(held, spec);
        if (spec.state() == WebhookState.PAUSED && !paused) {
            return described.chain(() -> repository.pause(held.id(), Pause.Reason.BY_OWNER));
        }
        return spec.state() == WebhookState.ACTIVE && paused
                ? described.chain(() -> repository.resume(held.id()))
                : described;
    }

    private Uni<Webhook> describe(Webhook held, Checked spec) {
        boolean same = spec.target().equals(secrets.open(held.target()))
                && spec.format() == held.format()
                && spec.digest() == held.digest()
                && spec.filter().equals(held.filter());
        return same ? Uni.createFrom().item(held) : repository.update(held.id(), spec);
    }

    @WithSession
    public Uni<Outcome<Issued>> get(ResourceId id) {
        return repository
                .find(id)
                .map(found -> found == null
                        ? new Outcome.Refused<>(Refusals.notFound(id))
                        : new Outcome.Found<>(Issued.known(found)));
    }

    @WithSession
    public Uni<List<Webhook>> list(Subscription subscription, String after) {
        return repository.page(subscription, after);
    }

    /** What waits for it and the log of it go with it. */
    @WithTransaction
    public Uni<Outcome<Issued>> delete(ResourceId id, Preconditions conditions) {
        return held(locked(id), conditions).delete(_ -> repository.delete(id));
    }

    /** @param overlap how long the secret of now stays good */
    @WithTransaction
    public Uni<Outcome<Issued>> rotate(ResourceId id, Duration overlap, Preconditions conditions) {
        String secret = WebhookSecret.random();
        return held(locked(id), conditions)
                .change(
                        absent(id),
                        _ -> repository.rotate(id, secret, overlap).map(changed -> new Issued(changed, secret)));
    }
}
