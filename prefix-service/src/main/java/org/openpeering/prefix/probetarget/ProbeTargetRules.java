/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.probetarget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.contract.request.Text;
import org.openpeering.prefix.probetarget.ProbeTargetsSpec.Target;

/** What can be offered. Each refusal names the member and what to do about it, and all of them come at once. Pure. */
final class ProbeTargetRules {
    /** Targets of one prefix. */
    static final int MOST = 16;

    private static final int HIGHEST_PORT = 65_535;
    private static final String TARGETS = "properties.targets";
    private static final String PROBES =
            Arrays.stream(ProbeKind.values()).map(ProbeKind::wire).collect(Collectors.joining(", "));

    private final IpPrefix prefix;
    private final List<ApiError> found = new ArrayList<>();

    private ProbeTargetRules(IpPrefix prefix) {
        this.prefix = prefix;
    }

    /**
     * @param spec null: no body
     * @param prefix whose addresses are offered
     */
    static Checked check(@Nullable ProbeTargetsSpec spec, IpPrefix prefix) {
        ProbeTargetRules rules = new ProbeTargetRules(prefix);
        List<ProbeTarget> targets = rules.targets(
                spec == null || spec.properties() == null
                        ? null
                        : spec.properties().targets());
        return rules.found.isEmpty() ? new Checked.Valid(targets) : new Checked.Invalid(ApiError.all(rules.found));
    }

    private List<ProbeTarget> targets(@Nullable List<@Nullable Target> all) {
        if (all == null || all.isEmpty()) {
            add(TARGETS, "is required: 1 to " + MOST + " targets; DELETE takes back what was offered.");
            return List.of();
        }
        if (all.size() > MOST) {
            add(TARGETS, "has " + all.size() + " elements; there may be " + MOST + ".");
            return List.of();
        }
        List<ProbeTarget> targets = new ArrayList<>();
        Map<ProbeTarget, String> first = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            String place = TARGETS + "[" + i + "]";
            ProbeTarget target = target(place, all.get(i));
            String before = target == null ? null : first.putIfAbsent(target, place);
            if (before != null) {
                add(place, "is the same as '" + before + "'; leave one of them out.");
            }
            if (target != null) {
                targets.add(target);
            }
        }
        return targets;
    }

    /** Null when something is wrong with it. */
    private @Nullable ProbeTarget target(String place, @Nullable Target written) {
        if (written == null) {
            add(place, "is null; leave it out.");
            return null;
        }
        int before = found.size();
        IpAddress address = address(place + ".address", written.address());
        Optional<ProbeKind> probe = probe(place + ".probe", written.probe());
        probe.ifPresent(kind -> port(place + ".port", kind, written.port()));
        return found.size() == before
                ? new ProbeTarget(Objects.requireNonNull(address), probe.orElseThrow(), written.port())
                : null;
    }

    private @Nullable IpAddress address(String member, @Nullable String text) {
        try {
            IpAddress address =
                    IpAddress.parse(Objects.requireNonNullElse(text, "").strip());
            if (prefix.contains(address)) {
                return address;
            }
            add(member, "is " + address + ", which does not lie in " + prefix + ": only its owner can offer it.");
        } catch (MalformedValueException e) {
            add(member, "has to be an address of " + prefix + ": " + e.getMessage() + ".");
        }
        return null;
    }

    private Optional<ProbeKind> probe(String member, @Nullable String text) {
        Optional<ProbeKind> probe = WireEnum.parse(ProbeKind.class, Objects.requireNonNullElse(text, ""));
        if (probe.isEmpty()) {
            add(member, "is '" + Text.shown(Objects.requireNonNullElse(text, "")) + "'; there are " + PROBES + ".");
        }
        return probe;
    }

    private void port(String member, ProbeKind probe, @Nullable Integer port) {
        if (probe.hasPort() && (port == null || port < 1 || port > HIGHEST_PORT)) {
            add(member, "has to be 1 to " + HIGHEST_PORT + " for " + probe.wire() + ".");
        } else if (!probe.hasPort() && port != null) {
            add(member, "is for probes of a port; " + probe.wire() + " has none: leave it out.");
        }
    }

    private void add(String member, String what) {
        found.add(ApiError.at(ErrorCode.INVALID_PARAMETER, member, "'" + member + "' " + what));
    }
}
