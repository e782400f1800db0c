/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.openpeering.contract.error.ApiError;

/** Renders outcomes and errors as HTTP answers: the one place that knows statuses. */
public final class Answers {
    private Answers() {}

    /**
     * @param view what a caller may read of the value
     * @param revision of the value, sent as {@code ETag}
     */
    public static <T> Response of(Outcome<T> outcome, Function<T, ?> view, ToLongFunction<T> revision) {
        return answer(outcome, value -> tagged(view.apply(value), EntityTag.of(revision.applyAsLong(value))));
    }

    /** The same for a read that shows more than what the revision is of, such as what was found out since. */
    public static <T> Response shown(Outcome<T> outcome, Function<T, ?> view, ToLongFunction<T> revision) {
        return answer(outcome, value -> {
            Object shown = view.apply(value);
            return tagged(shown, EntityTag.of(revision.applyAsLong(value), shown));
        });
    }

    private static Response.ResponseBuilder tagged(Object view, EntityTag tag) {
        return Response.ok(view).header(HttpHeaders.ETAG, tag.toString());
    }

    /** The same of what has no revision. */
    public static <T> Response of(Outcome<T> outcome, Function<T, ?> view) {
        return answer(outcome, value -> Response.ok(view.apply(value)));
    }

    private static <T> Response answer(Outcome<T> outcome, Function<T, Response.ResponseBuilder> body) {
        return switch (outcome) {
            case Outcome.Created<T>(T value) ->
                body.apply(value).type("application/json").status(201).build();
            case Outcome.Found<T>(T value) ->
                body.apply(value).type("application/json").build();
            case Outcome.Deleted<T>() -> Response.ok().build();
            case Outcome.Absent<T>() -> Response.noContent().build();
            case Outcome.Refused<T>(ApiError error) -> error(error);
        };
    }

    public static Response error(ApiError error) {
        Response.ResponseBuilder answer =
                Response.status(error.code().status()).type("application/json").entity(ErrorBody.of(error));
        if (error.code().status() == 401) {
            answer.header("WWW-Authenticate", "Bearer");
        }
        if (error.retryAfter() != null) {
            answer.header("Retry-After", error.retryAfter());
        }
        return answer.build();
    }
}
