/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.gateway.route.Route;
import org.openpeering.gateway.route.Scope;
import org.openpeering.kit.tenancy.Caller;

/** The rules by which a request is refused at the door. Services apply those that matter again. */
final class Admission {
    /** Longest head in bytes: names, values, and 32 for each field, as HTTP/2 counts (RFC 9113 section 6.5.2). */
    private static final long HEAD_BYTES = 16 * 1024;

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE");

    private Admission() {}

    /** Before anybody knows who calls. */
    static Optional<ApiError> form(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_1 && request.version() != HttpVersion.HTTP_2) {
            return refused(ErrorCode.BAD_REQUEST, "The gateway speaks HTTP/1.1 and HTTP/2.");
        }
        if (!METHODS.contains(request.method().name())) {
            return refused(ErrorCode.METHOD_NOT_ALLOWED, "The method is not allowed at this path.");
        }
        long head = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            head += header.getKey().length() + header.getValue().length() + 32;
            if (!token(header.getKey())) {
                return refused(ErrorCode.BAD_REQUEST, "The name of a header is not valid.");
            }
            if (!clean(header.getValue())) {
                return refused(ErrorCode.BAD_REQUEST, "A header has a control character.");
            }
        }
        if (head > HEAD_BYTES) {
            return Optional.of(headersTooLarge());
        }
        if (request.headers().getAll(HttpHeaders.HOST).size() > 1) {
            return refused(ErrorCode.BAD_REQUEST, "There is more than one Host.");
        }
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (codings.size() > 1 || (!codings.isEmpty() && !codings.getFirst().equalsIgnoreCase("chunked"))) {
            return refused(ErrorCode.BAD_REQUEST, "The only transfer coding is chunked.");
        }
        return Optional.empty();
    }

    /** RFC 9110 section 5.6.2; HTTP/2's own fields come with their colon. HTTP/1 towards the service can carry no other. */
    private static boolean token(String name) {
        int start = name.startsWith(":") ? 1 : 0;
        for (int i = start; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return name.length() > start;
    }

    /** HTTP/2 can carry what would be another header, or another request, on HTTP/1 (RFC 9113 section 10.3). */
    private static boolean clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    static ApiError headersTooLarge() {
        return ApiError.of(
                ErrorCode.REQUEST_HEADER_FIELDS_TOO_LARGE,
                "The request's headers are larger than " + HEAD_BYTES + " bytes.");
    }

    /** 403 for foreign subscriptions, the same whether anything exists there or not, and for the operator's paths. */
    static Optional<ApiError> authorization(Caller caller, Route route, String method) {
        boolean may = switch (route.scope()) {
            case SUBSCRIPTION -> member(caller, route);
            case OPERATOR -> caller.operator();
            case AGENT -> caller.agent();
            case TENANT, NOWHERE -> true;
        };
        return may
                ? Optional.empty()
                : refused(
                        ErrorCode.AUTHORIZATION_FAILED,
                        "The client '%s' does not have authorization to perform action '%s' over scope '%s'."
                                .formatted(caller.subject(), action(route, method), scope(route)));
    }

    private static boolean member(Caller caller, Route route) {
        String subscription = route.subscription();
        return subscription != null && caller.roles().containsKey(subscription.toLowerCase(Locale.ROOT));
    }

    private static String action(Route route, String method) {
        if (route.upstream() == null) {
            return "an action that nobody has";
        }
        if (route.scope() == Scope.OPERATOR) {
            return ResourceType.NAMESPACE + "/operator/action";
        }
        if (route.scope() == Scope.AGENT) {
            return ResourceType.NAMESPACE + "/telemetry/action";
        }
        String verb = switch (method) {
            case "GET", "HEAD" -> "read";
            case "DELETE" -> "delete";
            case "POST" -> "action";
            default -> "write";
        };
        return ResourceType.NAMESPACE + "/" + route.type() + "/" + verb;
    }

    private static String scope(Route route) {
        return route.subscription() == null ? "/" : "/subscriptions/" + route.subscription();
    }

    /** What is wrong with a request of somebody who may be here. */
    static Optional<ApiError> request(HttpServerRequest request, Route route) {
        if (route.upstream() == null) {
            return refused(ErrorCode.INVALID_RESOURCE_TYPE, "There is no resource type or operation at this path.");
        }
        if (route.arm()) {
            List<String> versions = request.params().getAll(ArmConventions.API_VERSION);
            Optional<ApiError> version =
                    route.monitor() ? ArmConventions.monitorRefusal(versions) : ArmConventions.refusal(versions);
            if (version.isPresent()) {
                return version;
            }
        }
        return tooLarge(request.headers(), route.bodyBytes())
                ? Optional.of(ArmConventions.bodyTooLarge(route.bodyBytes()))
                : Optional.empty();
    }

    private static boolean tooLarge(MultiMap headers, long limit) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length != null && (length.length() > 18 || Long.parseLong(length) > limit);
    }

    private static Optional<ApiError> refused(ErrorCode code, String message) {
        return Optional.of(ApiError.of(code, message));
    }
}
