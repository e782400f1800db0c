/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.partner.Api;
import org.openpeering.partner.facility.DirectFacility;
import org.openpeering.partner.facility.ExchangeFacility;
import org.openpeering.partner.facility.FacilityRepository;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class ImportResourceTest {
    private static final String IMPORT = "/operator/catalogue/import/peeringdb";

    @Inject
    FacilityRepository facilities;

    @Inject
    PeeringDbNetworkRepository networks;

    private static final AtomicLong NETWORKS = new AtomicLong(4_200_000_000L);

    /** Nobody else's. */
    private final long asn = NETWORKS.incrementAndGet();

    private final String metro = "Metro-" + UUID.randomUUID();
    private final String key = metro.toLowerCase(Locale.ROOT);
    private Api api;

    @BeforeEach
    void setUp() {
        api = new Api();
        api.metro(metro);
    }

    private PeeringDbNetwork network(Asn asn) {
        return Transactions.await(() -> networks.find(asn));
    }

    @Test
    void anImportIsReportedBeforeItIsDoneAndDoneOnce() {
        report("", dump("1 High Street", "Open", "58", "60"))
                .body("dryRun", equalTo(true))
                .body("read.fac", equalTo(3))
                .body("added", hasItems(path("facilities/58"), path("facilities/60"), path("exchanges/31")))
                .body("unmatched.find { it.id == 99 }.city", equalTo("Atlantis"))
                .body("networks.added", equalTo(1));
        assertThat(Transactions.await(() -> facilities.direct(key))).isEmpty();
        assertThat(network(new Asn(asn))).isNull();

        report("?dryRun=false", dump("1 High Street", "Open", "58", "60"))
                .body("dryRun", equalTo(false))
                .body("added", hasItem(path("facilities/58")));

        assertThat(Transactions.await(() -> facilities.direct(key)))
                .extracting(DirectFacility::peeringDBFacilityId, DirectFacility::directPeeringTypes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(58L, List.of(DirectPeeringType.EDGE)),
                        org.assertj.core.groups.Tuple.tuple(60L, List.of(DirectPeeringType.EDGE)));
        assertThat(Transactions.await(() -> facilities.exchange(key)))
                .extracting(ExchangeFacility::exchangeName)
                .containsExactly("Example-IX");
        assertThat(network(new Asn(asn)).policyGeneral()).isEqualTo("Open");
        for (String again : List.of("", "?dryRun=false")) {
            report(again, dump("1 High Street", "Open", "58", "60"))
                    .body("counts.added", equalTo(0))
                    .body("counts.changed", equalTo(0))
                    .body("counts.gone", equalTo(0))
                    .body("networks.added", equalTo(0))
                    .body("networks.changed", equalTo(0))
                    .body("networks.gone", equalTo(0));
        }
    }

    @Test
    void whatChangesIsSaidFieldByFieldAndWhatIsGoneIsMarked() {
        report("?dryRun=false", dump("1 High Street", "Open", "58", "60"));
        api.approvedPeerAsn("asn1", 3320);
        api.put(
                        api.peeringId("p"),
                        api.direct(
                                "asn1",
                                metro,
                                Api.connection(UUID.randomUUID().toString(), "127.0.0.60/30")
                                        .replace("99999", "60")))
                .then()
                .statusCode(201);

        report("?dryRun=FALSE", dump("2 High Street", "Selective", "58"))
                .body("changed.find { it.path == '" + path("facilities/58") + "' }.fields.field", contains("address"))
                .body(
                        "changed.find { it.path == '" + path("facilities/58") + "' }.fields.from",
                        contains("DC 58, 1 High Street, " + metro))
                .body("gone.find { it.path == '" + path("facilities/60") + "' }.inUse", equalTo(true))
                .body("networks.changed", equalTo(1));

        api.operator()
                .get("/operator/catalogue/metros/" + metro + "/facilities")
                .then()
                .body("value.gone", contains(false, true))
                .body("value.imported", contains(true, true));
        assertThat(network(new Asn(asn)).policyGeneral()).isEqualTo("Selective");
        assertThat(offered()).containsExactly(58L);
        report("", dump("2 High Street", "Selective", "58", "60"))
                .body("changed.find { it.path == '" + path("facilities/60") + "' }.fields.field", hasItem("gone"));
    }

    @Test
    void aNetworkThatIsNotListedAnyMoreIsKeptAsDeleted() {
        report("?dryRun=false", dump("1 High Street", "Open", "58"));
        report("?dryRun=false&object=net", "{\"data\":[{\"asn\":64496,\"name\":\"Other\"}]}")
                .body("networks.gone", equalTo(1))
                .body("counts.gone", equalTo(0));

        assertThat(network(new Asn(asn)).status()).isEqualTo("deleted");
    }

    /** A tab in its name, that is. */
    @Test
    void whatCanNotBeReadStaysAsItIsAndIsNamed() {
        report("?dryRun=false", dump("1 High Street", "Open", "58", "60"));
        String unreadable = dump("2 High Street", "Open", "58", "60")
                .replace("\"DC 58\"", "\"DC\\t58\"")
                .replace("192.0.2.7", "192.0.2.777")
                .replace("\"name\":\"Example\",", "");

        report("?dryRun=false", unreadable)
                .body("counts.changed", equalTo(1))
                .body("counts.gone", equalTo(0))
                .body("networks.gone", equalTo(0))
                .body("unusable", equalTo(3))
                .body("unreadable.object", contains("fac", "netixlan", "net"))
                .body("unreadable.find { it.object == 'fac' }.id", equalTo(58))
                .body(
                        "unreadable.find { it.object == 'fac' }.reason",
                        equalTo("name is too long or has control characters"))
                .body("unreadable.find { it.object == 'net' }.id", equalTo(asn));

        assertThat(offered()).containsExactly(58L, 60L);
        assertThat(Transactions.await(() -> facilities.direct(key)))
                .extracting(DirectFacility::address)
                .containsExactly("DC 58, 1 High Street, " + metro, "DC 60, 2 High Street, " + metro);
        assertThat(Transactions.await(() -> facilities.exchange(key)))
                .extracting(ExchangeFacility::gone)
                .containsExactly(false);
        assertThat(network(new Asn(asn)).status()).isEqualTo("ok");
    }

    @Test
    void aDumpOfWhichTooMuchCanNotBeReadIsRefusedAndChangesNothing() {
        report("?dryRun=false", dump("1 High Street", "Open", "58"));
        String[] ids = IntStream.range(100, 110).mapToObj(Integer::toString).toArray(String[]::new);

        api.operator()
                .body(dump("1 High Street", "Open", ids).replace("\"DC 1", "\"DC\\t1"))
                .post(IMPORT + "?dryRun=false")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidRequestContent"))
                .body("error.target", equalTo("fac.data"));

        assertThat(offered()).containsExactly(58L);
    }

    @Test
    void aDumpIsComparedSliceBySlice() {
        String[] ids = IntStream.rangeClosed(10_001, 12_500)
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
        report("?dryRun=false", dump("1 High Street", "Open", ids))
                .body("counts.added", equalTo(2501))
                .body("added.size()", equalTo(1000));
        assertThat(Transactions.await(() -> facilities.direct(key))).hasSize(2500);

        String whole = dump("1 High Street", "Open", Arrays.copyOf(ids, 1200));
        for (int id : List.of(10_001, 11_000)) {
            whole = whole.replace("DC " + id, "DC\\t" + id);
        }
        String where = "\"netfac\":{\"data\":["
                + IntStream.rangeClosed(10_101, 12_000)
                        .mapToObj("{\"fac_id\":%d,\"local_asn\":8075}"::formatted)
                        .collect(Collectors.joining(","))
                + "]}";
        String fore = "{" + where + "," + whole.substring(1);
        String aft = whole.substring(0, whole.length() - 1) + "," + where + "}";
        report("", fore).body("counts.gone", equalTo(1399));
        report("?dryRun=false", aft)
                .body("counts.gone", equalTo(1399))
                .body("counts.changed", equalTo(0))
                .body("counts.added", equalTo(0));

        assertThat(Transactions.await(() -> facilities.direct(key)))
                .filteredOn(each -> !each.gone())
                .extracting(DirectFacility::peeringDBFacilityId)
                .hasSize(1101)
                .contains(10_001L, 10_101L, 11_000L, 11_200L)
                .doesNotContain(10_002L, 11_201L);
        report("", aft).body("counts.gone", equalTo(0));
    }

    @Test
    void aBrokenFileChangesNothing() {
        String whole = dump("1 High Street", "Open", "58");

        api.operator()
                .body(whole.substring(0, whole.length() - 2))
                .post(IMPORT + "?dryRun=false")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("InvalidRequestContent"))
                .body("error.target", equalTo("body"));

        assertThat(Transactions.await(() -> facilities.direct(key))).isEmpty();
    }

    @Test
    void aFileMayBeLongAndOtherBodiesMayNot() throws IOException {
        byte[] large;
        try (LargeDump dump = new LargeDump(5)) {
            large = dump.readAllBytes();
        }
        assertThat(large.length).isGreaterThan(5 << 20);

        api.operator().body(large).post(IMPORT).then().statusCode(200).body("read.net", equalTo(1500));
        api.operator()
                .body("{\"country\":\"" + "x".repeat(1 << 20) + "\"}")
                .put("/operator/catalogue/metros/x")
                .then()
                .statusCode(413)
                .body("error.code", equalTo("RequestEntityTooLarge"));
    }

    @Test
    void twoImportsAtOnceAreDoneOneAfterTheOther() throws Exception {
        String body = dump("1 High Street", "Open", "58", "60");
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> added = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() ->
                            report("?dryRun=false", body).extract().jsonPath().getInt("counts.added")))
                    .toList();
            int sum = 0;
            for (Future<Integer> each : added) {
                sum += each.get();
            }
            assertThat(sum).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"?dryRun=no,dryRun", "?object=poc,object"})
    void aParameterThatCanNotBeUnderstoodIsRefused(String query, String target) {
        api.operator().body("{}").post(IMPORT + query).then().statusCode(400).body("error.target", equalTo(target));
    }

    @Test
    void theOperatorCanOfferAgainWhatIsGone() {
        report("?dryRun=false", dump("1 High Street", "Open", "58", "60"));
        report("?dryRun=false", dump("1 High Street", "Open", "58"));
        assertThat(offered()).containsExactly(58L);

        api.catalogue("metros/" + metro + "/facilities/60", """
                {"address":"1 High Street","directPeeringTypes":["Edge"]}""");

        assertThat(offered()).containsExactly(58L, 60L);
    }

    private List<Long> offered() {
        return api
                .all("/subscriptions/" + api.subscription
                        + "/providers/Microsoft.Peering/peeringLocations?api-version=2025-05-01&kind=Direct")
                .stream()
                .filter(each -> each.get("name").asText().equals(metro))
                .flatMap(each -> each.at("/properties/direct/peeringFacilities").valueStream())
                .map(each -> each.get("peeringDBFacilityId").asLong())
                .toList();
    }

    private ValidatableResponse report(String query, String body) {
        return api.operator().body(body).post(IMPORT + query).then().statusCode(200);
    }

    private String path(String rest) {
        return "metros/" + key + "/" + rest;
    }

    private String dump(String street, String policy, String... ids) {
        StringBuilder sites = new StringBuilder();
        for (String id : ids) {
            sites.append("""
                    {"id":%s,"name":"DC %s","address1":"%s","city":"%s","country":"DE","status":"ok"},""".formatted(id, id, street, metro));
        }
        return """
                {"fac":{"data":[%s{"id":99,"name":"x","city":"Atlantis","country":"DE"}]},
                "ix":{"data":[{"id":31,"name":"Example-IX","city":"%s","country":"DE"}]},
                "ixpfx":{"data":[{"ixlan_id":31,"prefix":"192.0.2.0/24"}]},
                "netixlan":{"data":[{"ix_id":31,"ixlan_id":31,"asn":8075,"speed":100000,"ipaddr4":"192.0.2.7"}]},
                "net":{"data":[{"asn":%d,"name":"Example","policy_general":"%s"}]}}""".formatted(sites, metro, asn, policy);
    }
}
