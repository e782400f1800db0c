/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;
import org.openpeering.prefix.event.EventStream.Item;

/**
 * Who is at the other end of a stream. Not by a {@code Multi} that the endpoint returns: Quarkus REST sends the head of
 * such an answer before anything can be refused.
 *
 * @param response to hang up by
 * @param last the number of the last entry that the client has; empty: it wants what happens from now on
 */
public record EventClient(Sse sse, SseEventSink sink, HttpServerResponse response, OptionalLong last) {
    private static final Logger LOG = Logger.getLogger(EventClient.class);

    /** What a client has that comes from somewhere else: beyond any number of ours. */
    static final long FOREIGN = Long.MAX_VALUE;

    /**
     * @param header {@code Last-Event-ID}, which a browser sends when it connects again; it counts if it is there. One that is
     *     not ours is answered by a gap: an event source that is refused gives up for ever
     * @param parameter the same in the query, for who can't set headers; who writes it is told what is wrong with it
     */
    public static EventClient of(
            Sse sse,
            SseEventSink sink,
            HttpServerResponse response,
            @Nullable String header,
            @Nullable String parameter) {
        OptionalLong last = header == null || header.isBlank() ? named(parameter) : OptionalLong.of(resumed(header));
        return new EventClient(sse, sink, response, last);
    }

    private static long resumed(String header) {
        return isNumber(header) ? Long.parseLong(header) : FOREIGN;
    }

    private static OptionalLong named(@Nullable String parameter) {
        if (parameter == null || parameter.isBlank()) {
            return OptionalLong.empty();
        }
        if (!isNumber(parameter)) {
            throw new ArmException(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    "lastEventId",
                    "'lastEventId' is the id that an event of a stream had, a number; 0 is before the first."));
        }
        return OptionalLong.of(Long.parseLong(parameter));
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,18}");
    }

    /** The client didn't take what it was sent. */
    private static final class Stalled extends RuntimeException {
        Stalled(Duration patience) {
            super("nothing was taken for " + patience, null, false, false);
        }
    }

    /**
     * Sends one after the other, each when the client's side has taken the one before. Succeeds in any case: a client
     * that is still there connects again and resumes where it was.
     */
    Uni<Void> take(Multi<Item> items, ObjectMapper json, Duration patience) {
        return items.onItem()
                .transformToUniAndConcatenate(item -> send(item, json, patience))
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(this::failed)
                .onFailure()
                .recoverWithNull()
                .invoke(sink::close);
    }

    private Uni<?> send(Item item, ObjectMapper json, Duration patience) {
        return Uni.createFrom()
                .completionStage(() -> sent(item, json))
                .ifNoItem()
                .after(patience)
                .failWith(() -> new Stalled(patience));
    }

    private CompletionStage<?> sent(Item item, ObjectMapper json) {
        try {
            return sink.send(event(item, json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private OutboundSseEvent event(Item item, ObjectMapper json) throws JsonProcessingException {
        return switch (item) {
            case Item.Sign(String text, long seq) -> {
                OutboundSseEvent.Builder sign = sse.newEventBuilder().comment(text);
                yield (seq == FOREIGN ? sign : sign.id(Long.toString(seq))).build();
            }
            case Item.Missing(StreamGap gap) ->
                sse.newEventBuilder()
                        .name(StreamGap.NAME)
                        .data(String.class, json.writeValueAsString(gap))
                        .build();
            case Item.Entry(EventRepository.Logged entry) ->
                sse.newEventBuilder()
                        .id(Long.toString(entry.seq()))
                        .name(entry.event().type().wire())
                        .data(String.class, json.writeValueAsString(entry.event()))
                        .build();
        };
    }

    private void failed(Throwable failure) {
        if (failure instanceof Stalled) {
            // Its end would have to wait behind what it doesn't take.
            LOG.debugf("hung up on a stream's client: %s", failure.getMessage());
            response.reset();
        } else if (sink.isClosed()) {
            LOG.debugf(failure, "a stream was ended by its client");
        } else {
            LOG.warnf("a stream ended: %s", failure);
        }
    }
}
