/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.prefix.egress.Endpoint;
import org.openpeering.prefix.egress.Outbound;
import org.openpeering.prefix.egress.Reply;
import org.openpeering.prefix.notice.Notice;
import org.openpeering.prefix.notice.Rendered;
import org.openpeering.prefix.notice.Renderer;
import org.openpeering.prefix.notice.Signature;
import org.openpeering.prefix.webhook.WebhookConfig;

/** Sends what is leased: writes it in its format, signs it, and hands it out. */
@ApplicationScoped
class Sender {
    private static final Logger LOG = Logger.getLogger(Sender.class);
    private static final String AGENT = "OpenPeering-Webhook/1";

    private final Outbound outbound;
    private final Renderer renderer;
    private final Secrets secrets;
    private final Optional<String> link;

    Sender(Outbound outbound, Renderer renderer, Secrets secrets, WebhookConfig config) {
        this.outbound = outbound;
        this.renderer = renderer;
        this.secrets = secrets;
        this.link = config.link();
    }

    /** Never fails, and ends in time. */
    Future<Attempt> send(Leased leased) {
        Instant begin = Instant.now();
        return reply(leased).map(reply -> attempt(leased, begin, reply));
    }

    private static Attempt attempt(Leased leased, Instant begin, Reply reply) {
        Instant end = Instant.now();
        return new Attempt(
                leased.seq(),
                leased.attempt(),
                leased.webhook().key(),
                end,
                Duration.between(begin, end),
                leased.expiresAt(),
                reply,
                ThreadLocalRandom.current().nextDouble());
    }

    private Future<Reply> reply(Leased leased) {
        RoutingEvent event = leased.event();
        if (event == null) {
            return Future.succeededFuture(new Reply.Failed("The event is too old to be kept."));
        }
        try {
            return outbound.post(message(leased, event));
        } catch (MalformedValueException e) {
            return Future.succeededFuture(new Reply.Failed(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.errorf(e, "a message for %s could not be made", leased.webhook());
            return Future.succeededFuture(new Reply.Failed("The message could not be made."));
        }
    }

    private Outbound.Message message(Leased leased, RoutingEvent event) {
        Endpoint endpoint = Endpoint.parse(secrets.open(leased.target()), outbound.rules());
        Notice notice =
                new Notice(leased.webhook().subscription(), event, leased.test(), Instant.now(), link(leased, event));
        Rendered rendered = renderer.render(leased.format(), notice);
        List<String> good = leased.secrets().stream().map(secrets::open).toList();
        Map<String, String> headers = new HashMap<>(Signature.headers(good, Instant.now(), rendered.body()));
        headers.put("Content-Type", rendered.contentType());
        headers.put("User-Agent", AGENT);
        Endpoint place = rendered.below().isEmpty() ? endpoint : endpoint.below(rendered.below());
        return new Outbound.Message(place, headers, rendered.body(), leased.attempt());
    }

    private Optional<URI> link(Leased leased, RoutingEvent event) {
        return link.map(template -> URI.create(
                template.replace("{subscription}", encoded(leased.webhook().subscription()))
                        .replace("{prefix}", encoded(event.prefix()))
                        .replace("{event}", encoded(event.id()))));
    }

    private static String encoded(Object value) {
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }
}
