/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.openpeering.prefix.mail.Post;
import org.openpeering.prefix.notice.Format;
import org.openpeering.prefix.notice.MailText;
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
    private final Post post;
    private final Renderer renderer;
    private final Secrets secrets;
    private final Optional<String> link;

    Sender(Outbound outbound, Post post, Renderer renderer, Secrets secrets, WebhookConfig config) {
        this.outbound = outbound;
        this.post = post;
        this.renderer = renderer;
        this.secrets = secrets;
        this.link = config.link();
    }

    /**
     * Never fails, and ends in time.
     *
     * @param together of one webhook, what shares a message
     */
    Future<List<Attempt>> send(List<Leased> together) {
        Instant begin = Instant.now();
        return reply(together)
                .map(reply -> together.stream()
                        .map(leased -> attempt(leased, begin, reply))
                        .toList());
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

    private Future<Reply> reply(List<Leased> together) {
        Leased first = together.getFirst();
        try {
            return first.format() == Format.EMAIL ? mail(together) : http(first);
        } catch (MalformedValueException e) {
            return Future.succeededFuture(new Reply.Failed(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.errorf(e, "a message for %s could not be made", first.webhook());
            return Future.succeededFuture(new Reply.Failed("The message could not be made."));
        }
    }

    private Future<Reply> http(Leased leased) {
        RoutingEvent event = leased.event();
        return event == null ? tooOld() : outbound.post(message(leased, event));
    }

    private Future<Reply> mail(List<Leased> together) {
        List<Notice> notices = new ArrayList<>();
        for (Leased leased : together) {
            if (leased.event() != null) {
                notices.add(notice(leased, leased.event()));
            }
        }
        if (notices.isEmpty()) {
            return tooOld();
        }
        MailText text = MailText.of(notices);
        List<String> to = List.of(secrets.open(together.getFirst().target()).split(",", -1));
        return post.send(new Post.Letter(
                to, text.subject(), text.text(), notices.getLast().id()));
    }

    private static Future<Reply> tooOld() {
        return Future.succeededFuture(new Reply.Failed("The event is too old to be kept."));
    }

    private Notice notice(Leased leased, RoutingEvent event) {
        return new Notice(leased.webhook().subscription(), event, leased.test(), Instant.now(), link(leased, event));
    }

    private Outbound.Message message(Leased leased, RoutingEvent event) {
        Endpoint endpoint = Endpoint.parse(secrets.open(leased.target()), outbound.rules());
        Rendered rendered = renderer.render(leased.format(), notice(leased, event));
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
