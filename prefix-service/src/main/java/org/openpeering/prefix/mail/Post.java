/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.mail;

import io.vertx.core.Future;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openpeering.prefix.egress.EgressConfig;
import org.openpeering.prefix.egress.Reply;

/** Hands mail to the operator's SMTP server, and to no other: where it goes on from there is mail's own matter. */
@ApplicationScoped
public class Post {
    private static final int TAKEN = 250;

    private final MailClient client;
    private final Optional<String> from;
    private final Set<String> domains;
    private final Duration timeout;

    /** @param id the same for each attempt */
    public record Letter(List<String> to, String subject, String text, String id) {}

    Post(MailClient client, MailConfig config, EgressConfig egress) {
        this.client = client;
        this.from = config.from();
        this.domains = config.domains().orElse(Set.of());
        this.timeout = egress.timeout();
    }

    /** Whether there is mail at all. */
    public boolean isOn() {
        return from.isPresent();
    }

    public boolean mayGoTo(MailAddress address) {
        return domains.isEmpty() || domains.contains(address.domain());
    }

    /** Never fails, and ends in time. */
    public Future<Reply> send(Letter letter) {
        if (from.isEmpty()) {
            return Future.succeededFuture(new Reply.Failed("There is no mail here any more."));
        }
        MailMessage message = new MailMessage()
                .setFrom(from.get())
                .setTo(letter.to())
                .setSubject(letter.subject())
                .setText(letter.text());
        message.setHeaders(io.vertx.core.MultiMap.caseInsensitiveMultiMap()
                .addAll(Map.of("Auto-Submitted", "auto-generated", "X-OpenPeering-Id", letter.id())));
        return client.sendMail(message)
                .timeout(timeout.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                .<Reply>map(_ -> new Reply.Answered(TAKEN, null))
                .recover(failure -> Future.succeededFuture(new Reply.Failed(reason(failure))));
    }

    private static String reason(Throwable failure) {
        return failure instanceof SMTPException answer
                ? "The mail server answered " + answer.getReplyCode() + "."
                : "The mail server could not be reached.";
    }
}
