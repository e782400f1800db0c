/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.openpeering.contract.insights.RoutingEvent;

/** Writes a notice in a receiver's format. What is too long for a receiver goes without the samples of its updates. */
@ApplicationScoped
public class Renderer {
    /** The longest body; an event without samples is far below it. */
    static final int BODY_BYTES = 256 << 10;

    private final ObjectMapper json;

    Renderer(ObjectMapper json) {
        this.json = json;
    }

    public Rendered render(Format format, Notice notice) {
        Rendered whole = write(format, notice);
        return whole.body().getBytes(UTF_8).length <= BODY_BYTES ? whole : write(format, withoutSamples(notice));
    }

    private Rendered write(Format format, Notice notice) {
        return switch (format) {
            case CLOUD_EVENTS -> new Rendered("", CloudEvent.MEDIA_TYPE, text(CloudEvent.of(notice)));
            case SLACK -> new Rendered("", "application/json", text(Map.of("text", SlackText.of(notice))));
            case EMAIL -> throw new IllegalArgumentException("mail has no body of a request");
            case ALERTMANAGER -> new Rendered("/api/v2/alerts", "application/json", text(Alert.all(notice)));
        };
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Notice withoutSamples(Notice notice) {
        RoutingEvent shorter = notice.event().but().samples(List.of()).build();
        return new Notice(notice.subscription(), shorter, notice.test(), notice.now(), notice.link());
    }
}
