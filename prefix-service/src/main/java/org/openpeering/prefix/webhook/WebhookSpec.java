/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.kit.document.Required;
import org.openpeering.kit.error.ArmException;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.egress.Endpoint;
import org.openpeering.prefix.notice.Format;

/** What the owner of a webhook writes. */
@RegisterForReflection
public record WebhookSpec(@Required @Nullable Properties properties) {
    static final String ENDPOINT = "properties.endpoint";

    /** Prefixes that one filter names. */
    static final int PREFIXES = 100;

    /**
     * @param endpoint the URL that is sent to
     * @param format absent: CloudEvents
     * @param filter absent: everything is told
     * @param state absent: as it is; one that is new is active
     */
    @RegisterForReflection
    public record Properties(
            @Required @Nullable String endpoint,
            @Nullable Format format,
            @Nullable FilterSpec filter,
            @Nullable WebhookState state) {}

    /**
     * @param eventTypes absent or empty: all
     * @param minimumLevel absent: Information
     * @param prefixes of monitored prefixes, or networks around them; absent or empty: all
     */
    @RegisterForReflection
    public record FilterSpec(
            @Nullable List<@Nullable EventType> eventTypes,
            @Nullable EventLevel minimumLevel,
            @Nullable List<@Nullable IpPrefix> prefixes) {}

    /** A spec that keeps the rules. */
    record Checked(
            Endpoint endpoint,
            Format format,
            Filter filter,
            @Nullable WebhookState state) {}

    static Checked checked(@Nullable WebhookSpec spec, Endpoint.Rules rules) {
        Properties given = spec == null ? null : spec.properties;
        if (given == null || given.endpoint == null) {
            throw new ArmException(Refusals.missing(ENDPOINT));
        }
        List<ApiError> violations = new ArrayList<>();
        Endpoint endpoint = null;
        try {
            endpoint = Endpoint.parse(given.endpoint, rules);
        } catch (MalformedValueException e) {
            violations.add(refused(String.valueOf(e.getMessage())));
        }
        Filter filter = filter(given.filter, violations);
        if (endpoint == null || !violations.isEmpty()) {
            throw new ArmException(ApiError.all(violations));
        }
        return new Checked(
                endpoint, Objects.requireNonNullElse(given.format, Format.CLOUD_EVENTS), filter, given.state);
    }

    static ApiError refused(String message) {
        return ApiError.at(ErrorCode.INVALID_WEBHOOK_ENDPOINT, ENDPOINT, message);
    }

    private static Filter filter(@Nullable FilterSpec given, List<ApiError> violations) {
        if (given == null) {
            return new Filter(List.of(), EventLevel.INFORMATION, List.of());
        }
        return new Filter(
                listed("eventTypes", given.eventTypes, EventType.values().length, violations),
                Objects.requireNonNullElse(given.minimumLevel, EventLevel.INFORMATION),
                listed("prefixes", given.prefixes, PREFIXES, violations));
    }

    private static <T> List<T> listed(
            String member, @Nullable List<@Nullable T> given, int most, List<ApiError> violations) {
        if (given == null) {
            return List.of();
        }
        List<T> listed = new ArrayList<>();
        for (T each : given) {
            if (each != null && !listed.contains(each)) {
                listed.add(each);
            }
        }
        if (given.size() > most || given.contains(null)) {
            violations.add(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    "properties.filter." + member,
                    "'properties.filter." + member + "' has to be a list of at most " + most + ", without null."));
            return List.of();
        }
        return listed;
    }
}
