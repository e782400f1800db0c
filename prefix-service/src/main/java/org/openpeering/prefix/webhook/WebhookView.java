/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ProvisioningState;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.prefix.egress.Endpoint;
import org.openpeering.prefix.notice.Format;

/** What a caller reads. */
@RegisterForReflection
public record WebhookView(Properties properties, String name, String id, String type) {
    /**
     * @param endpoint the URL; absent: it is by mail; who may not write webhooks sees where it leads, and not its path, which may be a secret
     * @param secret once, in the answer that made it
     * @param previousSecretUntil until then messages are signed with the secret before, too
     * @param paused why, and since when; absent: it is active
     * @param failingSince since when no attempt has succeeded; absent: the last one did
     * @param lastFailure why the last attempt failed
     */
    @RegisterForReflection
    public record Properties(
            ProvisioningState provisioningState,
            @Nullable String endpoint,
            @Nullable EmailView email,
            Format format,
            FilterView filter,
            WebhookState state,
            @Nullable PauseView paused,
            @Nullable String secret,
            @Nullable Instant previousSecretUntil,
            @Nullable Instant failingSince,
            @Nullable String lastFailure) {}

    /** @param addresses who gets mail */
    @RegisterForReflection
    public record EmailView(List<String> addresses, Digest digest) {}

    /** @param eventTypes empty: all */
    @RegisterForReflection
    public record FilterView(List<EventType> eventTypes, EventLevel minimumLevel, List<IpPrefix> prefixes) {}

    /** @param since when */
    @RegisterForReflection
    public record PauseView(Pause.Reason reason, Instant since) {}

    /** @param writer whether the caller may write it */
    static WebhookView of(Issued issued, boolean writer, Secrets secrets) {
        Webhook webhook = issued.webhook();
        Filter filter = webhook.filter();
        Pause pause = webhook.pause();
        String target = secrets.open(webhook.target());
        boolean mail = webhook.format() == Format.EMAIL;
        return new WebhookView(
                new Properties(
                        ProvisioningState.SUCCEEDED,
                        mail ? null : writer ? target : Endpoint.masked(target),
                        mail ? new EmailView(List.of(target.split(",", -1)), webhook.digest()) : null,
                        webhook.format(),
                        new FilterView(filter.eventTypes(), filter.minimumLevel(), filter.prefixes()),
                        pause == null ? WebhookState.ACTIVE : WebhookState.PAUSED,
                        pause == null ? null : new PauseView(pause.reason(), pause.since()),
                        issued.secret(),
                        webhook.previousUntil(),
                        webhook.health().failingSince(),
                        webhook.health().lastFailure()),
                webhook.id().name(),
                webhook.id().toString(),
                ResourceType.WEBHOOKS.qualified());
    }
}
