/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.request.Text;
import org.openpeering.prefix.routingpolicy.RoutingPolicySpec.Accepted;

/** Which exceptions can be said: none without an end, none that accepts everything, and none twice. Pure. */
final class ExceptionRules {
    static final int MOST = 100;

    private static final String EXCEPTIONS = "properties.exceptions";

    private final IpPrefix prefix;
    private final Instant now;
    private final Violations violations;

    ExceptionRules(IpPrefix prefix, Instant now, Violations violations) {
        this.prefix = prefix;
        this.now = now;
        this.violations = violations;
    }

    /** Two that accept the same are one that was written twice. */
    private record Subject(
            @Nullable EventType eventType,
            @Nullable Asn asn,
            @Nullable IpPrefix prefix) {}

    List<AcceptedException> read(@Nullable List<@Nullable Accepted> all) {
        List<AcceptedException> accepted = new ArrayList<>();
        Map<Subject, String> first = new HashMap<>();
        List<@Nullable Accepted> written = violations.bounded(EXCEPTIONS, all, MOST);
        for (int i = 0; i < written.size(); i++) {
            String place = EXCEPTIONS + "[" + i + "]";
            Accepted one = written.get(i);
            if (one == null) {
                violations.add(place, "is null; leave it out.");
                continue;
            }
            AcceptedException read = exception(place, one);
            String before = read == null
                    ? null
                    : first.putIfAbsent(new Subject(read.eventType(), read.asn(), read.prefix()), place);
            if (before != null) {
                violations.add(place, "accepts the same as '" + before + "'; leave one of them out.");
            }
            if (read != null) {
                accepted.add(read);
            }
        }
        return accepted;
    }

    /** Null when something is wrong with it. */
    private @Nullable AcceptedException exception(String place, Accepted written) {
        int before = violations.size();
        EventType type = eventType(place + ".eventType", written.eventType());
        Asn asn = violations.asn(place + ".asn", written.asn());
        IpPrefix announced = violations.prefix(place + ".prefix", written.prefix());
        Instant expires = violations.time(place + ".expires", written.expires());
        String reason = violations.reason(place + ".reason", written.reason());
        if (written.eventType() == null && written.asn() == null && written.prefix() == null) {
            violations.add(place, "accepts everything: name an 'eventType', an 'asn' or a 'prefix'.");
        }
        if (announced != null && !announced.overlaps(prefix)) {
            violations.add(
                    ErrorCode.INVALID_PREFIX,
                    place + ".prefix",
                    "is " + announced + ", which neither lies in " + prefix
                            + " nor holds it: no event of it names that.");
        }
        refuseExpiry(place + ".expires", expires);
        return violations.size() == before
                ? new AcceptedException(type, asn, announced, Objects.requireNonNull(expires), reason)
                : null;
    }

    private void refuseExpiry(String member, @Nullable Instant expires) {
        if (expires != null && !expires.isAfter(now)) {
            violations.add(member, "is in the past: the exception accepts nothing; leave it out, or say a later time.");
        }
        if (expires != null && expires.isAfter(now.plus(PolicyRules.HORIZON))) {
            violations.add(
                    member, "is more than " + PolicyRules.HORIZON.toDays() + " days ahead; say an earlier time.");
        }
    }

    private @Nullable EventType eventType(String member, @Nullable String text) {
        if (text == null) {
            return null;
        }
        EventType type = WireEnum.parse(EventType.class, text).orElse(null);
        if (type == null) {
            violations.add(member, "is '" + Text.shown(text) + "', which is no type of event.");
        } else if (type == EventType.COLLECTOR_GAP_EVENT) {
            violations.add(member, "is what the network itself did not see, which nobody can accept; leave it out.");
            return null;
        } else if (type == EventType.PREFIX_INCIDENT_EVENT) {
            violations.add(member, "is what many events are told as; accept the events that it has, by their types.");
            return null;
        }
        return type;
    }
}
