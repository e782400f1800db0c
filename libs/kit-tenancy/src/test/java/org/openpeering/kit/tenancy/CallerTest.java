/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.Subscription;

class CallerTest {
    private static final Subscription SUBSCRIPTION = new Subscription("2222AAAA-2222-4222-8222-222222222222");

    @Test
    void mayWhatItsRoleInThatSubscriptionIncludes() {
        Caller reader = Caller.of("r", "-", List.of("/subscriptions/" + SUBSCRIPTION + "/Reader"));
        assertThat(reader.may(Permission.PREFIXES_READ, new Subscription(SUBSCRIPTION.key())))
                .isTrue();
        assertThat(reader.may(Permission.PREFIXES_WRITE, SUBSCRIPTION)).isFalse();
        assertThat(reader.may(Permission.PREFIXES_READ, new Subscription("33333333")))
                .isFalse();
    }

    @Test
    void keepsTheHighestOfSeveralRoles() {
        Caller caller = Caller.of("c", "-", List.of("/subscriptions/s/Reader", "/subscriptions/s/Contributor"));
        assertThat(caller.may(Permission.PEERINGS_WRITE, new Subscription("s"))).isTrue();
    }

    @Test
    void takesOnlyWholeGroupPathsForRoles() {
        Caller caller = Caller.of(
                "c",
                "-",
                List.of(
                        "x/subscriptions/s/Owner",
                        "/subscriptions/s/Owner/x",
                        "/subscriptions//Owner",
                        "subscriptions/s/Owner"));
        assertThat(caller.roles()).isEmpty();
        assertThat(caller.operator()).isFalse();
    }

    @Test
    void givesAnOperatorItsOwnWorkAndNoTenantsData() {
        Caller operator = Caller.of("o", "-", List.of("/operators"));
        assertThat(operator.may(Permission.OPERATE, null)).isTrue();
        assertThat(operator.may(Permission.PEERINGS_READ, new Subscription("s")))
                .isFalse();
        assertThat(operator.may(Permission.PEERINGS_READ, null)).isFalse();
    }

    @Test
    void needsNoSubscriptionForWhatEveryCallerMay() {
        Caller stranger = Caller.of("s", "-", List.of());
        assertThat(stranger.may(Permission.OPERATIONS_READ, null)).isTrue();
        assertThat(stranger.may(Permission.PEERING_LOCATIONS_READ, null)).isFalse();
        assertThat(stranger.may(Permission.PEERING_LOCATIONS_READ, new Subscription("s")))
                .isFalse();
    }

    @Test
    void givesReadersTheCatalogue() {
        Caller reader = Caller.of("r", "-", List.of("/subscriptions/s/Reader"));
        assertThat(List.of(
                        Permission.PEERING_LOCATIONS_READ,
                        Permission.PEERING_SERVICE_LOCATIONS_READ,
                        Permission.PEERING_SERVICE_COUNTRIES_READ,
                        Permission.PEERING_SERVICE_PROVIDERS_READ,
                        Permission.CDN_PEERING_PREFIXES_READ,
                        Permission.CHECK_SERVICE_PROVIDER_AVAILABILITY))
                .allMatch(permission -> reader.may(permission, new Subscription("S"))
                        && !reader.may(permission, new Subscription("other")));
    }

    @Test
    void givesNoOwnerTheOperatorsWork() {
        Caller owner = Caller.of("o", "-", List.of("/subscriptions/s/Owner"));
        assertThat(owner.may(Permission.OPERATE, new Subscription("s"))).isFalse();
    }
}
