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
import org.openpeering.prefix.mail.MailAddress;
import org.openpeering.prefix.mail.Post;
import org.openpeering.prefix.notice.Format;

/** What the owner of a webhook writes. */
@RegisterForReflection
public record WebhookSpec(@Required @Nullable Properties properties) {
    static final String ENDPOINT = "properties.endpoint";

    /** Mail addresses of one webhook. */
    static final int ADDRESSES = 10;

    /** Prefixes that one filter names. */
    static final int PREFIXES = 100;

    /**
     * @param endpoint the URL that is sent to; either this or {@code email}
     * @param email who gets mail
     * @param format of what is sent to the URL; absent: CloudEvents
     * @param filter absent: everything is told
     * @param state absent: as it is; one that is new is active
     */
    @RegisterForReflection
    public record Properties(
            @Nullable String endpoint,
            @Nullable EmailSpec email,
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

    /**
     * @param addresses up to ten
     * @param digest absent: Immediate
     */
    @RegisterForReflection
    public record EmailSpec(
            @Required @Nullable List<@Nullable String> addresses,
            @Nullable Digest digest) {}

    /**
     * A spec that keeps the rules.
     *
     * @param target the URL, or the addresses
     * @param endpoint null: it is by mail
     */
    record Checked(
            String target,
            @Nullable Endpoint endpoint,
            Format format,
            Digest digest,
            Filter filter,
            @Nullable WebhookState state) {}

    static Checked checked(@Nullable WebhookSpec spec, Endpoint.Rules rules, Post post) {
        Properties given = spec == null ? null : spec.properties;
        if (given == null || (given.endpoint == null) == (given.email == null)) {
            throw new ArmException(
                    given == null || given.endpoint == null
                            ? Refusals.missing(ENDPOINT)
                            : refused("A webhook has either an 'endpoint' or an 'email': leave one of them out."));
        }
        List<ApiError> violations = new ArrayList<>();
        Filter filter = filter(given.filter, violations);
        Checked checked = given.email == null
                ? byHttp(Objects.requireNonNull(given.endpoint), given, filter, rules, violations)
                : byMail(given.email, given, filter, post, violations);
        if (checked == null || !violations.isEmpty()) {
            throw new ArmException(ApiError.all(violations));
        }
        return checked;
    }

    private static @Nullable Checked byHttp(
            String url, Properties given, Filter filter, Endpoint.Rules rules, List<ApiError> violations) {
        Format format = Objects.requireNonNullElse(given.format, Format.CLOUD_EVENTS);
        if (format == Format.EMAIL) {
            violations.add(refused("Mail goes to the addresses of 'email'; what is sent to a URL has another format."));
        }
        try {
            Endpoint endpoint = Endpoint.parse(url, rules);
            return new Checked(endpoint.reveal(), endpoint, format, Digest.IMMEDIATE, filter, given.state);
        } catch (MalformedValueException e) {
            violations.add(refused(String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static Checked byMail(
            EmailSpec email, Properties given, Filter filter, Post post, List<ApiError> violations) {
        if (!post.isOn()) {
            violations.add(noMail("The operator has configured no mail: set 'endpoint' instead."));
        }
        if (given.format != null && given.format != Format.EMAIL) {
            violations.add(noMail("Mail has the format Email: leave 'format' out."));
        }
        List<String> addresses = listed("email.addresses", email.addresses, ADDRESSES, violations);
        if (addresses.isEmpty() && violations.isEmpty()) {
            violations.add(Refusals.missing("properties.email.addresses"));
        }
        List<String> good = new ArrayList<>();
        for (String text : addresses) {
            try {
                MailAddress address = MailAddress.parse(text);
                good.add(address.toString());
                if (!post.mayGoTo(address)) {
                    violations.add(noMail("The operator sends no mail to the domain '" + address.domain() + "'."));
                }
            } catch (MalformedValueException e) {
                violations.add(noMail(String.valueOf(e.getMessage())));
            }
        }
        return new Checked(
                String.join(",", good),
                null,
                Format.EMAIL,
                Objects.requireNonNullElse(email.digest, Digest.IMMEDIATE),
                filter,
                given.state);
    }

    private static ApiError noMail(String message) {
        return ApiError.at(ErrorCode.INVALID_WEBHOOK_ENDPOINT, "properties.email", message);
    }

    static ApiError refused(String message) {
        return ApiError.at(ErrorCode.INVALID_WEBHOOK_ENDPOINT, ENDPOINT, message);
    }

    private static Filter filter(@Nullable FilterSpec given, List<ApiError> violations) {
        if (given == null) {
            return new Filter(List.of(), EventLevel.INFORMATION, List.of());
        }
        return new Filter(
                listed("filter.eventTypes", given.eventTypes, EventType.values().length, violations),
                Objects.requireNonNullElse(given.minimumLevel, EventLevel.INFORMATION),
                listed("filter.prefixes", given.prefixes, PREFIXES, violations));
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
                    "properties." + member,
                    "'properties." + member + "' has to be a list of at most " + most + ", without null."));
            return List.of();
        }
        return listed;
    }
}
