/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.trace.Traces;

/**
 * Asks all replicas that hold a part of an answer, this one included. Each answers for what it holds alone, so a question
 * is never passed on twice. If one of them does not answer, or no longer holds what it was asked for, there is no answer:
 * 503, and the caller may ask again in a moment. Tested by {@code ReplicasTest}.
 */
@ApplicationScoped
public class Replicas {
    /**
     * What replicas ask each other for: the same paths and permissions as their callers, but only what one holds. It means
     * nothing in a request that comes through the gateway.
     */
    static final String PART = "application/vnd.openpeering.held+json";

    private static final Logger LOG = Logger.getLogger(Replicas.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(4);

    private final ObjectMapper json;
    private final Traces traces;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    Replicas(ObjectMapper json, Traces traces) {
        this.json = json;
        this.traces = traces;
    }

    /**
     * Answers a caller with what all parts make together, and another replica with the part of this one.
     *
     * @param own looks at those of the sessions that this replica holds; called on a worker's thread
     */
    <T extends Held> Uni<Response> answer(
            Question question,
            Holders holders,
            Function<Set<SessionId>, T> own,
            Class<T> type,
            Function<List<T>, Response.ResponseBuilder> all) {
        return question.ofReplica()
                ? own(holders, own).map(part -> Response.ok(part, PART).build())
                : ask(question, holders, own, type)
                        .map(parts -> all.apply(parts).build());
    }

    private static <T> Uni<T> own(Holders holders, Function<Set<SessionId>, T> own) {
        return Uni.createFrom()
                .item(() -> own.apply(holders.own()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    <T extends Held> Uni<List<T>> ask(
            Question question, Holders holders, Function<Set<SessionId>, T> own, Class<T> type) {
        if (!holders.nowhere().isEmpty()) {
            return Uni.createFrom().failure(unavailable());
        }
        List<Uni<T>> parts = new ArrayList<>();
        parts.add(own(holders, own).map(part -> checked(part, holders.own())));
        holders.others()
                .forEach((address, sessions) ->
                        parts.add(ask(address, question, type).map(part -> checked(part, sessions))));
        return Uni.join().all(parts).andFailFast();
    }

    private <T extends Held> Uni<T> ask(String address, Question question, Class<T> type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + question.target()))
                .method(question.method(), HttpRequest.BodyPublishers.noBody())
                .timeout(ANSWER)
                .header("Authorization", question.authorization())
                .header("Accept", PART);
        String parent = traces.current().parent();
        if (parent != null) {
            request.header(Traces.HEADER, parent);
        }
        return Uni.createFrom()
                .completionStage(() -> client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()))
                .map(answer -> read(answer, type))
                .onFailure(failure -> !(failure instanceof ArmException))
                .transform(failure -> {
                    LOG.warnf("the replica at %s does not answer: %s", address, failure);
                    return unavailable();
                });
    }

    private <T> T read(HttpResponse<String> answer, Class<T> type) {
        if (answer.statusCode() == 429) {
            throw new ArmException(ApiError.of(ErrorCode.TOO_MANY_REQUESTS, "The subscription asks too often.")
                    .retryAfter(answer.headers().firstValueAsLong("Retry-After").orElse(1)));
        }
        if (answer.statusCode() != 200) {
            LOG.warnf("the replica at %s answers %d", answer.uri().getAuthority(), answer.statusCode());
            throw unavailable();
        }
        try {
            return json.readValue(answer.body(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T extends Held> T checked(T part, Set<SessionId> wanted) {
        Set<String> names = wanted.stream().map(SessionId::toString).collect(Collectors.toSet());
        if (!part.sessions().containsAll(names)) {
            throw unavailable();
        }
        return part;
    }

    static ArmException unavailable() {
        return new ArmException(
                ApiError.of(
                        ErrorCode.SERVER_UNAVAILABLE,
                        "Not all of the routes can be read at the moment, since a collector of them is starting or gone; try again."));
    }
}
