/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.routingpolicy.RoutingPolicySpec.Location;
import org.openpeering.prefix.routingpolicy.RoutingPolicySpec.MoreSpecifics;

/**
 * What can be said of a prefix. Each refusal names the member and what to do about it, and all of them come at once.
 * Pure.
 */
final class PolicyRules {
    static final int MOST_ASNS = 100;
    static final int LONGEST_REASON = 256;
    /** How far ahead anything can be said. */
    static final Duration HORIZON = Duration.ofDays(400);

    private static final double USUAL_ACCURACY = 25;
    private static final int WORST_ACCURACY = 2000;

    private static final String LOCATION = "properties.location";
    private static final String UPSTREAMS = "properties.upstreams";
    private static final String MORE_SPECIFICS = "properties.moreSpecifics";

    private final RoutingPolicySpec.Properties spec;
    private final IpPrefix prefix;
    private final Instant now;
    private final Violations violations;

    private PolicyRules(RoutingPolicySpec.Properties spec, IpPrefix prefix, NetworkRules rules, Instant now) {
        this.spec = spec;
        this.prefix = prefix;
        this.now = now;
        this.violations = new Violations(rules);
    }

    /**
     * @param spec null: no body
     * @param prefix whose policy it is
     */
    static Checked check(@Nullable RoutingPolicySpec spec, IpPrefix prefix, NetworkRules rules, Instant now) {
        if (spec == null || spec.properties() == null) {
            Violations nothing = new Violations(rules);
            nothing.add("properties", "is required; DELETE takes back what was said.");
            return nothing.checked(() -> RoutingPolicy.NONE);
        }
        return new PolicyRules(spec.properties(), prefix, rules, now).check();
    }

    private Checked check() {
        List<Asn> upstreams = asns(UPSTREAMS, spec.upstreams());
        List<Asn> siblings = asns("properties.siblings", spec.siblings());
        Integer longest = longest(spec.moreSpecifics());
        boolean announced = !Boolean.FALSE.equals(spec.announced());
        if (!announced) {
            refuseContradiction();
        }
        List<MaintenanceWindow> windows = new WindowRules(now, violations).read(spec.maintenanceWindows());
        List<AcceptedException> exceptions = new ExceptionRules(prefix, now, violations).read(spec.exceptions());
        GeoPosition location = location(spec.location());
        return violations.checked(
                () -> new RoutingPolicy(upstreams, siblings, longest, announced, windows, exceptions, location));
    }

    private @Nullable GeoPosition location(@Nullable Location written) {
        if (written == null) {
            return null;
        }
        double accuracy = written.accuracyKm() == null ? USUAL_ACCURACY : written.accuracyKm();
        double latitude = degrees("latitude", written.latitude(), 90);
        double longitude = degrees("longitude", written.longitude(), 180);
        if (!(accuracy >= 0 && accuracy <= WORST_ACCURACY)) {
            violations.add(
                    LOCATION + ".accuracyKm",
                    "is no number of kilometres from 0 to " + WORST_ACCURACY
                            + "; of a place that is not known better, nothing can be concluded: leave 'location' out.");
        }
        return new GeoPosition(latitude, longitude, accuracy);
    }

    private double degrees(String member, @Nullable Double value, int most) {
        if (value == null) {
            violations.add(LOCATION + "." + member, "is required: degrees from -" + most + " to " + most + ".");
        } else if (!(Math.abs(value) <= most)) {
            violations.add(LOCATION + "." + member, "is no number of degrees from -" + most + " to " + most + ".");
        }
        return value == null ? 0 : value;
    }

    private void refuseContradiction() {
        if (spec.upstreams() != null && !spec.upstreams().isEmpty()) {
            violations.add(
                    UPSTREAMS,
                    "says by whom the prefix is announced, and 'properties.announced' that it is not: leave one of them out.");
        }
        if (spec.moreSpecifics() != null
                && Boolean.TRUE.equals(spec.moreSpecifics().expected())) {
            violations.add(
                    MORE_SPECIFICS + ".expected",
                    "says that parts of the prefix are announced, and 'properties.announced' that it is not: leave one of"
                            + " them out.");
        }
    }

    /** In the order in which they were written. */
    private List<Asn> asns(String member, @Nullable List<@Nullable Long> numbers) {
        List<Asn> asns = new ArrayList<>();
        Map<Long, Integer> first = new HashMap<>();
        List<@Nullable Long> bounded = violations.bounded(member, numbers, MOST_ASNS);
        for (int i = 0; i < bounded.size(); i++) {
            String place = member + "[" + i + "]";
            Long number = bounded.get(i);
            if (number == null) {
                violations.add(place, "is null; leave it out.");
                continue;
            }
            Integer before = first.putIfAbsent(number, i);
            if (before != null) {
                violations.add(
                        place, "is " + number + " like '" + member + "[" + before + "]'; leave one of them out.");
                continue;
            }
            Asn asn = violations.asn(place, number);
            if (asn != null) {
                asns.add(asn);
            }
        }
        return asns;
    }

    private @Nullable Integer longest(@Nullable MoreSpecifics parts) {
        if (parts == null) {
            return null;
        }
        String member = MORE_SPECIFICS + ".maxLength";
        Integer length = parts.maxLength();
        int most = prefix.network().family().bits();
        if (!Boolean.TRUE.equals(parts.expected())) {
            if (length != null) {
                violations.add(
                        member,
                        "says how long parts of the prefix may be, but none is expected: leave it out, or set '"
                                + MORE_SPECIFICS + ".expected' to true.");
            }
            return null;
        }
        if (length == null) {
            violations.add(member, "is required where parts of the prefix are expected: " + range(most) + ".");
        } else if (length <= prefix.length() || length > most) {
            violations.add(member, "is " + length + "; a part of " + prefix + " has a length of " + range(most) + ".");
        }
        return length;
    }

    private String range(int most) {
        return prefix.length() == most ? "none, since it has no parts" : (prefix.length() + 1) + " to " + most;
    }
}
