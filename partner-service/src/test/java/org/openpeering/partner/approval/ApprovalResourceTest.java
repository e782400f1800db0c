/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.partner.Api;
import org.postgresql.ds.PGSimpleDataSource;

/** The operator's queue, with PeerAsns that need the yes of two. */
@QuarkusTest
@TestProfile(ApprovalResourceTest.FourEyes.class)
@WithTestResource(ServiceTestResource.class)
class ApprovalResourceTest {
    /** Two operators for a PeerAsn. */
    public static class FourEyes implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("openpeering.approval.second-approval", "peer-asn");
        }
    }

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    private final Api api = new Api();
    private final String id = api.peerAsnId("asn1");
    private String item;

    @BeforeEach
    void aPeerAsnWaits() {
        api.put(id, Api.peerAsn(3320)).then().statusCode(201);
        item = "/operator/approvals/" + api.waiting(id, "PeerAsn");
    }

    @Test
    void twoOperatorsHaveToSayYesAndNoneTwice() {
        api.operator()
                .body("{\"reason\":\"PeeringDB agrees\"}")
                .post(item + "/approve")
                .then()
                .statusCode(200)
                .body("state", equalTo("Waiting"))
                .body("approvalsNeeded", equalTo(2))
                .body("approvals.by", equalTo(java.util.List.of("operator")));
        api.operator()
                .body("{}")
                .post(item + "/approve")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("SecondPersonRequired"));
        api.get(id).then().body("properties.validationState", equalTo("Pending"));
        api.operator("second")
                .body("{}")
                .post(item + "/approve")
                .then()
                .statusCode(200)
                .body("state", equalTo("Approved"))
                .body("decision.by", equalTo("second"));
        api.get(id).then().body("properties.validationState", equalTo("Approved"));
    }

    @Test
    void whoAskedMayNotApproveButReject() {
        var both = io.restassured.RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.of("partner", "/operators"))
                .contentType("application/json");
        both.body("{}")
                .post(item + "/approve")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("SecondPersonRequired"));
        both.body("{\"reason\":\"a mistake\"}").post(item + "/reject").then().statusCode(200);
        api.get(id).then().body("properties.errorMessage", equalTo("a mistake"));
    }

    @Test
    void itemsAreAssignedCommentedAndFound() {
        api.operator()
                .body("{\"assignee\":\"ada\"}")
                .post(item + "/assign")
                .then()
                .statusCode(200)
                .body("assignee", equalTo("ada"));
        api.operator()
                .body("{\"text\":\"called their NOC\"}")
                .post(item + "/comment")
                .then()
                .statusCode(200)
                .body("comments.text", hasItem("called their NOC"))
                .body("comments.by", hasItem("operator"));
        api.operator().body("{\"text\":\" \"}").post(item + "/comment").then().statusCode(400);
        api.operator()
                .get("/operator/approvals?assignee=ada&kind=peerasn&subscriptionId=" + api.subscription)
                .then()
                .body("value.resourceId", equalTo(java.util.List.of(id)));
        api.operator()
                .get("/operator/approvals?kind=Provisioning&subscriptionId=" + api.subscription)
                .then()
                .body("value", empty());
        api.operator()
                .get("/operator/approvals?kind=nonsense")
                .then()
                .statusCode(400)
                .body("error.target", equalTo("kind"))
                .body("error.message", containsString("ConnectionRemoval"));
        api.operator().body("{\"assignee\":null}").post(item + "/assign").then().body("assignee", nullValue());
        api.get(id).then().body(not(containsString("called their NOC")));
    }

    @Test
    void whatHelpsToDecideIsShown() {
        Api rival = new Api();
        rival.put(rival.peerAsnId("same"), Api.peerAsn(3320)).then().statusCode(201);
        api.operator()
                .get(item)
                .then()
                .statusCode(200)
                .body("evidence.find { it.fact.contains('" + rival.peerAsnId("same") + "') }.concern", equalTo(true));
    }

    /** A partner asks anew after the item was read and before its row is held. */
    @Test
    void whatIsDecidedIsWhatWasRead() throws Exception {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
                Connection partner = database.getConnection(owner, password);
                Statement statement = partner.createStatement()) {
            partner.setAutoCommit(false);
            statement.execute("update approval set summary = 'something else' where id = '"
                    + item.substring(item.lastIndexOf('/') + 1) + "'");
            Future<Response> decided = asking.submit(
                    () -> api.operator().body("{\"reason\":\"no\"}").post(item + "/reject"));
            eventually(LIMIT, () -> assertThat(waitingFor(statement)).isEqualTo(1));

            partner.commit();

            decided.get().then().statusCode(409).body("error.target", equalTo("id"));
        }
        api.get(id).then().body("properties.validationState", equalTo("Pending"));
        api.operator()
                .body("{\"reason\":\"no\"}")
                .post(item + "/reject")
                .then()
                .statusCode(200)
                .body("summary", equalTo("something else"));
    }

    /** How many wait for the end of the transaction at hand. */
    private static int waitingFor(Statement transaction) {
        try (ResultSet row = transaction.executeQuery("select count(*) from pg_locks where not granted"
                + " and locktype = 'transactionid' and transactionid = pg_current_xact_id()::xid")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everythingIsOnRecordAndNothingSecret() {
        api.operator()
                .body("{\"reason\":\"no profile\"}")
                .post(item + "/reject")
                .then()
                .statusCode(200);
        api.put(id, Api.peerAsn(3320)).then().statusCode(200);
        api.delete(id).then().statusCode(200);
        api.operator()
                .queryParam("object", id.toUpperCase(java.util.Locale.ROOT))
                .get("/operator/audit")
                .then()
                .statusCode(200)
                .body("value.action", hasItems("Created", "Changed", "Decided", "Deleted"))
                .body("value.tokenId", everyItem(not(equalTo("-"))))
                .body("value.find { it.action == 'Decided' }.actor", equalTo("operator"))
                .body("value.find { it.action == 'Created' }.actor", equalTo("partner"))
                .body("value.find { it.action == 'Changed' }.changes.path", hasItem("/properties/validationState"));
        api.operator()
                .get("/operator/approvals?state=Withdrawn&resourceId=" + id)
                .then()
                .body("value", hasSize(1))
                .body("value[0].decision.reason", equalTo("The PeerAsn was deleted."));
        api.operator().body("{}").post(item + "/approve").then().statusCode(409);
        api.partner().get("/operator/audit").then().statusCode(403);
    }
}
