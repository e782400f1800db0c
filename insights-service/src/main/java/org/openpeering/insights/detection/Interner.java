/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.insights.detection.Routes.Attributes;
import org.openpeering.insights.detection.Routes.Held;
import org.openpeering.insights.detection.Routes.Vantage;

/**
 * One object for all that are equal, as long as somebody has it: a thousand prefixes of one origin come with the same few
 * hundred paths, and every prefix by the same vantages. For all threads of an instance.
 */
public final class Interner {
    /** A power of two, so that threads seldom wait for each other. */
    private static final int PARTS = 16;

    private final List<WeakHashMap<Object, WeakReference<Object>>> known = Stream.generate(
                    WeakHashMap<Object, WeakReference<Object>>::new)
            .limit(PARTS)
            .toList();

    Held held(ObservedRoute route) {
        Vantage vantage = one(Vantage.of(route));
        return new Held(
                one(route.prefix()), route.pathId(), vantage, attributes(route), route.since(), route.routerTime());
    }

    /** The routes with one more, or in place of the one before, whose names it takes over. */
    public Routes with(Routes routes, ObservedRoute route) {
        Held was = routes.heldAs(route.id());
        return routes.with(was == null || !was.told(route) ? held(route) : was.with(attributes(route), route));
    }

    private Attributes attributes(ObservedRoute route) {
        return one(Attributes.of(route));
    }

    @SuppressWarnings("unchecked")
    private <T> T one(T value) {
        int hash = value.hashCode();
        WeakHashMap<Object, WeakReference<Object>> part = known.get((hash ^ hash >>> 16) & (PARTS - 1));
        synchronized (part) {
            WeakReference<Object> reference = part.get(value);
            Object found = reference == null ? null : reference.get();
            if (found != null) {
                return (T) found;
            }
            part.put(value, new WeakReference<>(value));
            return value;
        }
    }
}
