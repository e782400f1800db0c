/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.MalformedValueException;

/**
 * The id of an ARM resource. Case is preserved and ignored: two ids that differ in case only are equal (contract
 * section G.3).
 *
 * @param subscription the tenant
 * @param resourceGroup null for what stands directly under a subscription
 * @param type the type, which also says how many names there are
 * @param names one name for each segment of the type, outermost first
 */
public record ResourceId(
        Subscription subscription, @Nullable String resourceGroup, ResourceType type, List<String> names) {
    private static final int LONGEST = 2048;

    public ResourceId {
        names = List.copyOf(names);
    }

    public static ResourceId ofSubscription(Subscription subscription, ResourceType type, String... names) {
        return new ResourceId(subscription, null, type, List.of(names));
    }

    public static ResourceId ofGroup(
            Subscription subscription, String resourceGroup, ResourceType type, String... names) {
        return new ResourceId(subscription, resourceGroup, type, List.of(names));
    }

    /** Parses {@code /subscriptions/…[/resourceGroups/…]/providers/Microsoft.Peering/type/name[/type/name]}. */
    public static ResourceId parse(String text) {
        String[] parts = text.length() > LONGEST ? new String[0] : text.split("/", -1);
        int at = 0;
        if (parts.length < 6 || !parts[at++].isEmpty() || !"subscriptions".equalsIgnoreCase(parts[at++])) {
            throw malformed(text);
        }
        Subscription subscription = new Subscription(parts[at++]);
        String group = null;
        if ("resourceGroups".equalsIgnoreCase(parts[at])) {
            group = parts[at + 1];
            at += 2;
        }
        int rest = parts.length - at - 2;
        boolean namespaced = rest >= 2
                && rest % 2 == 0
                && "providers".equalsIgnoreCase(parts[at])
                && ResourceType.NAMESPACE.equalsIgnoreCase(parts[at + 1]);
        if (!namespaced) {
            throw malformed(text);
        }
        List<String> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = at + 2; i < parts.length; i += 2) {
            types.add(parts[i]);
            names.add(parts[i + 1]);
        }
        Optional<ResourceType> type = ResourceType.of(String.join("/", types));
        boolean named = !subscription.id().isEmpty() && (group == null || !group.isEmpty()) && !names.contains("");
        if (type.isEmpty() || !named) {
            throw malformed(text);
        }
        return new ResourceId(subscription, group, type.get(), names);
    }

    private static MalformedValueException malformed(String text) {
        String shown = text.length() <= 200 ? text : text.substring(0, 200) + "…";
        return new MalformedValueException(
                "'" + shown + "' is not the id of a " + ResourceType.NAMESPACE + " resource");
    }

    public String name() {
        return names.getLast();
    }

    public ResourceId child(ResourceType childType, String name) {
        List<String> extended = new ArrayList<>(names);
        extended.add(name);
        return new ResourceId(subscription, resourceGroup, childType, extended);
    }

    /** What ids are compared, stored and sent by: the text in lower case. */
    public String key() {
        return toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourceId id && key().equals(id.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("/subscriptions/").append(subscription);
        if (resourceGroup != null) {
            text.append("/resourceGroups/").append(resourceGroup);
        }
        text.append("/providers/").append(ResourceType.NAMESPACE);
        String[] segments = type.path().split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            text.append('/').append(segments[i]).append('/').append(names.get(i));
        }
        return text.toString();
    }
}
