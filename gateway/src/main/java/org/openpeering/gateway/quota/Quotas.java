/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.quota;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openpeering.gateway.route.Route;

/**
 * The buckets of all callers (contract section G.7). Memory is bounded: full buckets are forgotten when the number of
 * buckets reaches the bound; when none is full the caller shares the bucket of everybody who came too late.
 */
@Singleton
public class Quotas {
    private record Key(String scope, String subject, Kind kind) {}

    private final Map<Kind, Bucket.Limit> limits = new EnumMap<>(Kind.class);
    private final ConcurrentHashMap<Key, Bucket> buckets = new ConcurrentHashMap<>();
    private final int most;
    private final LongSupplier clock;

    @Inject
    Quotas(QuotaConfig config) {
        this(config, System::nanoTime);
    }

    Quotas(QuotaConfig config, LongSupplier clock) {
        this.clock = clock;
        this.most = config.buckets();
        double multiplier = config.multiplier();
        for (Kind kind : Kind.values()) {
            QuotaConfig.Rate rate = kind.rate(config);
            limits.put(kind, Bucket.Limit.of(rate.burst() * multiplier, rate.perSecond() * multiplier));
        }
    }

    /** Takes one request of the kind from the caller's bucket in the route's scope. */
    public Charge charge(Route route, String subject, Kind kind) {
        long now = clock.getAsLong();
        String subscription = route.subscription();
        String scope = subscription == null ? route.scope().name() : "/" + subscription.toLowerCase(Locale.ROOT);
        Bucket.Take take = bucket(new Key(scope, subject, kind), now).take(now);
        long nanos = take.delay();
        long second = TimeUnit.SECONDS.toNanos(1);
        return new Charge(
                subscription == null ? kind.tenantHeader() : kind.subscriptionHeader(),
                take.remaining(),
                (nanos + second - 1) / second);
    }

    private Bucket bucket(Key key, long now) {
        Bucket known = buckets.get(key);
        if (known != null) {
            return known;
        }
        if (buckets.size() >= most) {
            buckets.values().removeIf(bucket -> bucket.full(now));
        }
        Key used = buckets.size() >= most ? new Key("", "", key.kind()) : key;
        return buckets.computeIfAbsent(used, absent -> new Bucket(limit(absent.kind()), now));
    }

    private Bucket.Limit limit(Kind kind) {
        return Objects.requireNonNull(limits.get(kind));
    }

    int size() {
        return buckets.size();
    }
}
