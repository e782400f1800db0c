/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.openpeering.gateway.route.Route;
import org.openpeering.gateway.route.Scope;
import org.openpeering.gateway.route.Upstream;

class QuotasTest {
    private static final Route HERE = new Route(Scope.SUBSCRIPTION, "Sub", "peerings", Upstream.PARTNER);
    private static final Route HERE_IN_CAPITALS = new Route(Scope.SUBSCRIPTION, "SUB", "peerAsns", Upstream.PARTNER);
    private static final Route THERE = new Route(Scope.SUBSCRIPTION, "other", "peerings", Upstream.PARTNER);
    private static final Route NO_SUBSCRIPTION = new Route(Scope.OPERATOR, null, "", Upstream.PARTNER);

    private final AtomicLong clock = new AtomicLong();
    private final Quotas quotas = new Quotas(new Config(2, 1, 3), clock::get);

    @Test
    void countsPerSubscriptionCallerAndKind() {
        assertThat(quotas.charge(HERE, "a", Kind.READS).remaining()).isEqualTo(1);
        assertThat(quotas.charge(HERE_IN_CAPITALS, "a", Kind.READS).remaining()).isZero();
        assertThat(quotas.charge(HERE, "a", Kind.READS).granted()).isFalse();
        assertThat(quotas.charge(HERE, "b", Kind.READS).granted()).isTrue();
        assertThat(quotas.charge(HERE, "a", Kind.WRITES).granted()).isTrue();
    }

    @Test
    void namesTheHeaderOfScopeAndKind() {
        assertThat(quotas.charge(HERE, "a", Kind.DELETES).header())
                .hasToString("x-ms-ratelimit-remaining-subscription-deletes");
        assertThat(quotas.charge(NO_SUBSCRIPTION, "a", Kind.READS).header())
                .hasToString("x-ms-ratelimit-remaining-tenant-reads");
    }

    @Test
    void roundsTheWaitUpToSeconds() {
        quotas.charge(HERE, "a", Kind.READS);
        quotas.charge(HERE, "a", Kind.READS);
        clock.addAndGet(1);

        assertThat(quotas.charge(HERE, "a", Kind.READS).retryAfter()).isEqualTo(1);
    }

    @Test
    void forgetsFullBucketsAndNeverKeepsMoreThanTheBound() {
        for (int i = 0; i < 100; i++) {
            quotas.charge(THERE, "caller" + i, Kind.READS);
        }
        assertThat(quotas.size()).isLessThanOrEqualTo(4);

        clock.addAndGet(10_000_000_000L);
        quotas.charge(THERE, "late", Kind.READS);

        assertThat(quotas.size()).isEqualTo(1);
    }

    @Test
    void aMultiplierRaisesBurstAndRate() {
        Quotas generous = new Quotas(new Config(2, 10, 3), clock::get);

        assertThat(generous.charge(HERE, "a", Kind.READS).remaining()).isEqualTo(19);
    }

    private record Config(double burst, double multiplier, int buckets) implements QuotaConfig {
        private Rate rate() {
            return new Rate() {
                @Override
                public double burst() {
                    return burst;
                }

                @Override
                public double perSecond() {
                    return 1;
                }
            };
        }

        @Override
        public Rate reads() {
            return rate();
        }

        @Override
        public Rate writes() {
            return rate();
        }

        @Override
        public Rate deletes() {
            return rate();
        }
    }
}
