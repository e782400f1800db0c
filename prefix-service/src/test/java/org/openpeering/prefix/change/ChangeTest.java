/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefix;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Api.service;
import static org.openpeering.prefix.testing.Api.serviceBody;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.route;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.partner.PartnerService;
import org.openpeering.prefix.routes.RoutesService;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Make;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.prefix.testing.Sql;
import org.openpeering.prefix.testing.Work;

/** Changes that happen at the same time do not miss each other. */
@QuarkusTest
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class ChangeTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject
    Network network;

    @Inject
    PartnerService partners;

    @Inject
    RoutesService routes;

    @Inject
    RevalidationRepository revalidation;

    @Inject
    Recheck recheck;

    @Inject
    Sql sql;

    private Partner partner;
    private Api partnerApi;
    private Api customer;
    private String block;

    @BeforeEach
    void partner() throws Exception {
        partner = network.partner();
        partnerApi = new Api(partner.subscription(), "Contributor");
        customer = new Api(Network.subscription(), "Contributor");
        block = Network.freshPrefix();
    }

    /** Runs {@code change} in a transaction that stays open until {@code meanwhile} is through or waits for it. */
    private void whileOpen(Runnable change, Runnable meanwhile) throws Exception {
        CompletableFuture<Long> changed = new CompletableFuture<>();
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> transaction = threads.submit(() -> Work.run(() -> {
                change.run();
                changed.complete(sql.get("select pg_backend_pid() as pid", row -> row.number("pid")));
                await(commit);
            }));
            long holder = changed.get(10, TimeUnit.SECONDS);
            Future<?> other = threads.submit(meanwhile);
            eventually(
                    LIMIT,
                    () -> assertThat(other.isDone() || somebodyWaitsFor(holder)).isTrue());
            commit.countDown();
            transaction.get();
            other.get();
        }
    }

    /** For a lock of that backend's. */
    private boolean somebodyWaitsFor(long backend) {
        return sql.get(
                "select exists (select 1 from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and ? = any(pg_blocking_pids(pid))) as waits",
                row -> row.bool("waits"),
                backend);
    }

    private void takeOver(String key, long revision, @Nullable Peering peering) {
        Work.await(() -> partners.peerings(List.of(new Received<>(key, revision, peering))));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRegistrationSeesTheSessionThatIsBeingAddedToItsPeering() throws Exception {
        Peering bigger =
                Make.peering(partner.peeringId(), 2, partner.asn(), partner.metro(), Make.session("172.31.0.1"));

        whileOpen(
                () -> takeOver(bigger.key(), 2, bigger),
                () -> partnerApi
                        .put(registration(partner.peering(), "r"), prefixBody(block))
                        .then()
                        .statusCode(201));

        assertThat(network.monitored(block).orElseThrow().sessions())
                .singleElement()
                .satisfies(session -> assertThat(session.peerAddress()).hasToString("172.31.0.1"));
    }

    @Test
    void aCustomersPrefixSeesThePeeringThatItsProviderIsJustGetting() throws Exception {
        String key = registered();
        Peering second = Make.peering(
                Make.peeringId(partner.subscription(), "second"),
                1,
                partner.asn(),
                partner.metro(),
                Make.session("172.31.0.2"));

        whileOpen(
                () -> takeOver(second.key(), 1, second),
                () -> customer.put(prefix("s", "p"), prefixBody(block, key))
                        .then()
                        .statusCode(201));

        assertThat(network.monitored(block).orElseThrow().sessions()).hasSize(3);
    }

    @Test
    void aRegistrationIsRefusedUnderAPeeringThatIsBeingDeleted() throws Exception {
        whileOpen(
                () -> takeOver(partner.peeringId().key(), 2, null),
                () -> partnerApi
                        .put(registration(partner.peering(), "r"), prefixBody(block))
                        .then()
                        .statusCode(404));

        assertThat(network.monitored(block)).isEmpty();
    }

    @Test
    void anObservationThatCommitsDuringAValidationIsValidatedToo() throws Exception {
        String key = registered();
        customer.put(prefix("s", "p"), prefixBody(block, key)).then().statusCode(201);
        long monitored = network.monitored(block).orElseThrow().revision();
        List<ObservedRoute> announced = List.of(announced(0), announced(1));
        PrefixRoutes observation = new PrefixRoutes(IpPrefix.parse(block), 1, monitored, announced);

        // Many validations run on the evidence from before; none of them may use up the request of this change.
        whileOpen(() -> Work.await(() -> routes.prefixRoutes(List.of(new Received<>(block, 1, observation)))), () -> {
            for (int i = 0; i < 20; i++) {
                Transactions.await(() -> revalidation.enqueuePrefixes(List.of(block)));
            }
        });

        eventually(
                LIMIT,
                () -> customer.get(prefix("s", "p"))
                        .then()
                        .body("properties.prefixValidationState", equalTo("Verified")));
    }

    /** The round looks without locks: what is asked for meanwhile must not be lost to what it read before. */
    @Test
    void aRoundDoesNotConfirmWhatIsToBeJudgedAnew() throws Exception {
        String target = judged();

        whileOpen(
                () -> sql.update("update registered_prefix set fingerprint = null where prefix = ?", block),
                () -> assertThat(outdated(target)).isEmpty());

        assertThat(sql.find("select 1 from registered_prefix where prefix = ? and fingerprint is null", _ -> 1, block))
                .isPresent();
        assertThat(outdated(target)).containsExactly(target);
    }

    @Test
    void aRoundQueuesWhatItCannotJudge() throws Exception {
        String target = judged();
        assertThat(outdated(target)).isEmpty();

        List<String> queued = new ArrayList<>();
        assertThatThrownBy(() -> Work.run(() -> {
                    sql.update(
                            "update replica set body = '{}' where topic = 'prefix-routes' and message_key = ?", block);
                    queued.addAll(Work.await(() -> recheck.outdated(TargetKind.REGISTERED, List.of(target))));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        assertThat(queued).containsExactly(target);
    }

    /** A registration that has a verdict, an hour old. */
    private String judged() throws Exception {
        registered();
        long monitored = network.monitored(block).orElseThrow().revision();
        network.routes(block, 1, monitored);
        eventually(
                LIMIT,
                () -> partnerApi
                        .get(registration(partner.peering(), "r"))
                        .then()
                        .body("properties.prefixValidationState", equalTo("Failed")));
        return sql.get(
                "update registered_prefix set validated_at = validated_at - interval '1 hour' where prefix = ?"
                        + " returning resource_key",
                row -> row.text("resource_key"),
                block);
    }

    private List<String> outdated(String target) {
        return Transactions.await(() -> recheck.outdated(TargetKind.REGISTERED, List.of(target)));
    }

    private String registered() {
        customer.put(service("s"), serviceBody(partner.provider(), partner.metro()))
                .then()
                .statusCode(201);
        return partnerApi
                .put(registration(partner.peering(), "r"), prefixBody(block))
                .path("properties.peeringServicePrefixKey");
    }

    private ObservedRoute announced(int index) {
        return route(
                block,
                partner.router(index),
                partner.addresses().get(index),
                partner.asn(),
                AsPath.of(partner.asn()),
                MAPS);
    }
}
