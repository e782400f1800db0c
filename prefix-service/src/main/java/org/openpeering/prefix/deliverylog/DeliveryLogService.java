/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.deliverylog;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.wake.Wakes;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.delivery.DeliveryQueue;
import org.openpeering.prefix.webhook.Webhook;
import org.openpeering.prefix.webhook.WebhookConfig;
import org.openpeering.prefix.webhook.WebhookRepository;

/** The log of a webhook. What is queued here is sent like what happens; a paused webhook is sent nothing. */
@ApplicationScoped
class DeliveryLogService {
    /** A test tells soon whether it works. */
    private static final Duration TEST = Duration.ofMinutes(1);

    private final WebhookRepository webhooks;
    private final DeliveryLogRepository repository;
    private final Wakes wakes;
    private final Duration retryFor;

    DeliveryLogService(
            WebhookRepository webhooks, DeliveryLogRepository repository, Wakes wakes, WebhookConfig config) {
        this.webhooks = webhooks;
        this.repository = repository;
        this.wakes = wakes;
        this.retryFor = config.retryFor();
    }

    /** @param before the number of the last one of the page before; 0: the first page */
    @WithSession
    Uni<List<DeliveryView>> page(ResourceId webhook, boolean dead, long before) {
        return webhooks.find(webhook)
                .onItem()
                .ifNull()
                .failWith(() -> new ArmException(Refusals.notFound(webhook)))
                .chain(() -> repository.page(webhook, dead, before == 0 ? Long.MAX_VALUE : before));
    }

    @WithTransaction
    Uni<Outcome<DeliveryView>> test(ResourceId webhook) {
        RoutingEvent event =
                TestEvent.of(UUID.randomUUID(), webhook.name(), Instant.now().truncatedTo(ChronoUnit.MICROS));
        return queued(
                webhook,
                () -> repository
                        .testing(webhook)
                        .invoke(DeliveryLogService::refuseSecond)
                        .chain(() -> repository.insertTest(webhook, event, TEST)));
    }

    private static void refuseSecond(boolean testing) {
        if (testing) {
            throw new Refusal(ApiError.of(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "A test of the webhook is under way; its deliveries tell what comes of it."));
        }
    }

    @WithTransaction
    Uni<Outcome<DeliveryView>> resend(ResourceId webhook, long delivery) {
        return queued(
                webhook,
                () -> repository
                        .resend(webhook, delivery, retryFor)
                        .onItem()
                        .ifNull()
                        .failWith(() -> new Refusal(ApiError.of(
                                ErrorCode.RESOURCE_NOT_FOUND,
                                "The webhook has no dead letter " + delivery + " whose event is still kept."))));
    }

    @WithTransaction
    Uni<Outcome<ResentView>> resendAll(ResourceId webhook) {
        return queued(webhook, () -> repository.resendAll(webhook, retryFor).map(ResentView::new));
    }

    /** For a webhook that is there and active; it stays so until the transaction ends. */
    private <T> Uni<Outcome<T>> queued(ResourceId id, Supplier<Uni<T>> work) {
        return webhooks.lock(id)
                .invoke(webhook -> refuse(id, webhook))
                .chain(work::get)
                .invoke(() -> wakes.afterCommit(DeliveryQueue.QUEUE))
                .<Outcome<T>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private static void refuse(ResourceId id, @Nullable Webhook webhook) {
        if (webhook == null) {
            throw new Refusal(Refusals.notFound(id));
        }
        if (webhook.pause() != null) {
            throw new Refusal(
                    ApiError.of(ErrorCode.CONFLICT, "The webhook is paused; PUT it with the state Active before."));
        }
    }
}
