/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.quota;

import java.util.Locale;

/** What is counted apart (contract section G.7). */
public enum Kind {
    READS {
        @Override
        QuotaConfig.Rate rate(QuotaConfig config) {
            return config.reads();
        }
    },
    WRITES {
        @Override
        QuotaConfig.Rate rate(QuotaConfig config) {
            return config.writes();
        }
    },
    DELETES {
        @Override
        QuotaConfig.Rate rate(QuotaConfig config) {
            return config.deletes();
        }
    };

    private final String subscriptionHeader = "x-ms-ratelimit-remaining-subscription-" + wire();
    private final String tenantHeader = "x-ms-ratelimit-remaining-tenant-" + wire();

    public static Kind of(String method) {
        return switch (method) {
            case "GET", "HEAD" -> READS;
            case "DELETE" -> DELETES;
            default -> WRITES;
        };
    }

    /** "reads", "writes", "deletes". */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    String subscriptionHeader() {
        return subscriptionHeader;
    }

    /** ARM's name of the header where the path has no subscription. */
    String tenantHeader() {
        return tenantHeader;
    }

    abstract QuotaConfig.Rate rate(QuotaConfig config);
}
