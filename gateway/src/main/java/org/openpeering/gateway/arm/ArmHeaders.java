/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.arm;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.request.ArmConventions;

/** The headers of contract section G.6. What a service has set stays, so that its logs are found by the id it sent. */
public final class ArmHeaders {
    public static final CharSequence CORRELATION = HttpHeaders.createOptimized("x-ms-correlation-request-id");
    private static final CharSequence REQUEST = HttpHeaders.createOptimized("x-ms-request-id");
    private static final CharSequence ROUTING = HttpHeaders.createOptimized("x-ms-routing-request-id");
    private static final CharSequence CLIENT = HttpHeaders.createOptimized("x-ms-client-request-id");
    private static final CharSequence RETURN_CLIENT = HttpHeaders.createOptimized("x-ms-return-client-request-id");
    private static final CharSequence TRANSPORT = HttpHeaders.createOptimized("Strict-Transport-Security");
    private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000; includeSubDomains");
    private static final CharSequence TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence PRAGMA = HttpHeaders.createOptimized("Pragma");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence LONG_AGO = HttpHeaders.createOptimized("-1");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The text of the second at hand; formatting it anew for each answer costs more than all the rest here. */
    private record Second(long epoch, String prefix) {}

    private final String region;
    private volatile Second second = new Second(-1, "");

    /** @param region first part of {@code x-ms-routing-request-id} */
    public ArmHeaders(String region) {
        this.region = region;
    }

    /** Sets what is missing in the headers of an answer. */
    public void complete(HttpServerRequest request, MultiMap answer, String correlation, Instant now) {
        absent(answer, REQUEST, correlation);
        answer.set(CORRELATION, correlation);
        answer.set(ROUTING, prefix(now.getEpochSecond()) + correlation);
        answer.set(TRANSPORT, A_YEAR);
        answer.set(TYPE_OPTIONS, NO_SNIFF);
        absent(answer, HttpHeaders.CACHE_CONTROL, NO_CACHE);
        absent(answer, PRAGMA, NO_CACHE);
        absent(answer, HttpHeaders.EXPIRES, LONG_AGO);
        String client = wantedClientId(request);
        if (client != null) {
            answer.set(CLIENT, client);
        }
    }

    private static @Nullable String wantedClientId(HttpServerRequest request) {
        if (!"true".equalsIgnoreCase(request.getHeader(RETURN_CLIENT))) {
            return null;
        }
        String id = request.getHeader(CLIENT);
        return ArmConventions.usableId(id) ? id : null;
    }

    private static void absent(MultiMap headers, CharSequence name, CharSequence value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }

    private String prefix(long epoch) {
        Second known = second;
        if (known.epoch != epoch) {
            known = new Second(epoch, region + ":" + STAMP.format(Instant.ofEpochSecond(epoch)) + ":");
            second = known;
        }
        return known.prefix;
    }
}
