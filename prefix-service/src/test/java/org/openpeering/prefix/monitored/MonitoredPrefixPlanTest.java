/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.prefix.testing.Make.peering;
import static org.openpeering.prefix.testing.Make.peeringId;
import static org.openpeering.prefix.testing.Make.required;
import static org.openpeering.prefix.testing.Make.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.ConnectionState;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.prefix.monitored.MonitoredPrefixPlan.Customer;

class MonitoredPrefixPlanTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final Peering PARENT =
            peering(peeringId("partner", "ams"), 1, 64500, "Amsterdam", session("192.0.2.1"), session("2001:db8::1"));

    @Test
    void callsNoOriginLegalBeforeACustomerHasActivatedThePrefix() {
        MonitoredPrefix plan = MonitoredPrefixPlan.of(PREFIX, 7, List.of(PARENT), List.of());

        assertThat(plan.legalOrigins()).isEmpty();
        assertThat(plan.sessions()).containsExactly(required("192.0.2.1", 64500, "Amsterdam", SessionRole.PRIMARY));
        assertThat(plan.revision()).isEqualTo(7);
    }

    @Test
    void takesThePartnersNumberAndThoseOfTheCustomersSubscription() {
        Customer customer = new Customer(
                List.of(new Asn(64511), new Asn(64496)), List.of(), "Amsterdam", null, null, RoutingPolicy.NONE);

        MonitoredPrefix plan = MonitoredPrefixPlan.of(PREFIX, 1, List.of(PARENT), List.of(customer));

        assertThat(plan.legalOrigins()).containsExactly(new Asn(64496), new Asn(64500), new Asn(64511));
    }

    @Test
    void requiresSessionsOfTheCustomersLocationsWithTheirRoles() {
        Peering london = peering(
                peeringId("partner", "lon"),
                1,
                64500,
                "London",
                session("192.0.2.9"),
                session("192.0.2.10", ConnectionState.ACTIVE, false),
                session("192.0.2.11", ConnectionState.PROVISIONING_STARTED, true));
        Peering paris = peering(peeringId("partner", "par"), 1, 64500, "Paris", session("192.0.2.20"));
        Customer customer = new Customer(
                List.of(), List.of(PARENT, london, paris), "amsterdam", "LONDON", null, RoutingPolicy.NONE);

        MonitoredPrefix plan = MonitoredPrefixPlan.of(PREFIX, 1, List.of(PARENT), List.of(customer));

        assertThat(plan.sessions())
                .containsExactly(
                        required("192.0.2.1", 64500, "Amsterdam", SessionRole.PRIMARY),
                        required("192.0.2.9", 64500, "London", SessionRole.BACKUP));
    }

    @Test
    void isPrimaryWhenItIsPrimaryForOne() {
        Customer backup = new Customer(List.of(), List.of(PARENT), "London", "Amsterdam", null, RoutingPolicy.NONE);

        assertThat(RequiredSessions.ofCustomer(List.of(PARENT), "London", "Amsterdam", PREFIX.family()))
                .containsExactly(required("192.0.2.1", 64500, "Amsterdam", SessionRole.BACKUP));
        assertThat(MonitoredPrefixPlan.of(PREFIX, 1, List.of(PARENT), List.of(backup))
                        .sessions())
                .containsExactly(required("192.0.2.1", 64500, "Amsterdam", SessionRole.PRIMARY));
    }

    @Property
    void doesNotDependOnTheOrderOfItsInputs(@ForAll("peerings") List<Peering> peerings, @ForAll Random random) {
        Customer customer = new Customer(List.of(new Asn(64496)), peerings, "m0", "m1", null, RoutingPolicy.NONE);
        List<Peering> shuffled = new ArrayList<>(peerings);
        Collections.shuffle(shuffled, random);
        Customer other = new Customer(List.of(new Asn(64496)), shuffled, "m0", "m1", null, RoutingPolicy.NONE);

        assertThat(MonitoredPrefixPlan.of(PREFIX, 1, List.of(), List.of(customer)))
                .isEqualTo(MonitoredPrefixPlan.of(PREFIX, 1, List.of(), List.of(other)));
    }

    @Property
    void namesEachSessionOnceAndOfThePrefixsFamilyOnly(@ForAll("peerings") List<Peering> peerings) {
        Customer customer = new Customer(List.of(), peerings, "m0", "m1", null, RoutingPolicy.NONE);

        List<RequiredSession> sessions =
                MonitoredPrefixPlan.of(PREFIX, 1, List.of(), List.of(customer)).sessions();

        assertThat(sessions.stream().map(s -> s.peerAddress() + "|" + s.peerAsn() + "|" + s.metro()))
                .doesNotHaveDuplicates();
        assertThat(sessions).allMatch(s -> s.peerAddress().family() == PREFIX.family());
        assertThat(sessions)
                .allMatch(s -> s.role() == (s.metro().equals("m0") ? SessionRole.PRIMARY : SessionRole.BACKUP));
    }

    @Provide
    Arbitrary<List<Peering>> peerings() {
        Arbitrary<ConfiguredSession> session = Combinators.combine(
                        Arbitraries.of("192.0.2.1", "192.0.2.2", "2001:db8::1", "192.0.2.3"),
                        Arbitraries.of(ConnectionState.ACTIVE, ConnectionState.PENDING_APPROVAL),
                        Arbitraries.of(true, false))
                .as((address, state, use) -> session(address, state, use));
        return Combinators.combine(
                        Arbitraries.of(64500L, 64501L),
                        Arbitraries.of("m0", "m1", "m2"),
                        session.array(ConfiguredSession[].class).ofMaxSize(4))
                .as((asn, metro, sessions) -> peering(peeringId("partner", metro + asn), 1, asn, metro, sessions))
                .list()
                .ofMaxSize(5);
    }
}
