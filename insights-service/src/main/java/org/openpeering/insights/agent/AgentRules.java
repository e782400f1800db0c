/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Names;

/** What an agent must be. Pure. */
final class AgentRules {
    private static final int LONGEST = 255;
    private static final Pattern SUBSCRIPTION = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private AgentRules() {}

    /**
     * @param spec null: no body
     * @param site an edge site in the inventory's spelling, by its name; empty: no router stands there
     */
    static Agent check(String name, @Nullable AgentSpec spec, Function<String, Optional<String>> site) {
        List<ApiError> found = new ArrayList<>();
        Names.resource("name", name);
        AgentSpec said = spec == null ? new AgentSpec(null, null, null, null) : spec;
        String written = stripped(said.site());
        Optional<String> known = written.isEmpty() ? Optional.empty() : site.apply(written);
        if (known.isEmpty()) {
            found.add(ApiError.at(
                    ErrorCode.PEERING_LOCATION_NOT_FOUND,
                    "site",
                    written.isEmpty()
                            ? "'site' is required: the metro where the agent runs."
                            : "No edge router stands at the site that 'site' names: see GET /operator/edgeRouters."));
        }
        String client = stripped(said.clientId());
        if (client.isEmpty()
                || client.length() > LONGEST
                || client.chars().anyMatch(c -> c <= ' ' || Character.isISOControl(c))) {
            found.add(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    "clientId",
                    "'clientId' is required: the OIDC client of the agent, 1 to " + LONGEST
                            + " characters without blanks."));
        }
        String subscription = stripped(said.subscriptionId());
        if (!subscription.isEmpty() && !SUBSCRIPTION.matcher(subscription).matches()) {
            found.add(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    "subscriptionId",
                    "'subscriptionId' is the id of a subscription, or left out for an agent of the network."));
        }
        if (!found.isEmpty()) {
            throw new Refusal(ApiError.all(found));
        }
        return new Agent(
                name,
                known.orElseThrow(),
                client,
                subscription.isEmpty() ? null : new Subscription(subscription),
                Boolean.TRUE.equals(said.disabled()));
    }

    private static String stripped(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }
}
