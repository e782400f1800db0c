/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;

/**
 * Who calls, as the verified token says.
 *
 * @param subject the token's {@code sub}
 * @param tokenId the token's {@code jti}, for the audit trail; never the token
 * @param roles role by the key of a subscription
 */
public record Caller(String subject, String tokenId, Map<String, Role> roles, boolean operator, boolean agent) {
    private static final Pattern SUBSCRIPTION_ROLE =
            Pattern.compile("/subscriptions/([^/]+)/(owner|contributor|reader)", Pattern.CASE_INSENSITIVE);

    public Caller {
        roles = Map.copyOf(roles);
    }

    /** @param groups the groups claim: {@code /subscriptions/<id>/<role>}, {@code /operators}, {@code /agents} */
    public static Caller of(String subject, String tokenId, Collection<String> groups) {
        Map<String, Role> roles = new HashMap<>();
        for (String group : groups) {
            Matcher matcher = SUBSCRIPTION_ROLE.matcher(group);
            if (matcher.matches()) {
                Role role = Role.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
                roles.merge(new Subscription(matcher.group(1)).key(), role, (a, b) -> a.includes(b) ? a : b);
            }
        }
        return new Caller(subject, tokenId, roles, groups.contains("/operators"), groups.contains("/agents"));
    }

    /** @param subscription the tenant that the request names; null when its path names none */
    public boolean may(Permission permission, @Nullable Subscription subscription) {
        if (permission.agents()) {
            return agent;
        }
        Role needed = permission.role();
        if (needed == Role.CALLER) {
            return true;
        }
        if (needed == null || subscription == null) {
            return needed == null && operator;
        }
        Role held = roles.get(subscription.key());
        return held != null && held.includes(needed);
    }
}
