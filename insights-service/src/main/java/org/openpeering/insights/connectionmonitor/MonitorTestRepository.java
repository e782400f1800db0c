/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;

/**
 * Tests by subscription, and their results with them. Native statements: a test is its customer's, its result the reader's
 * ({@link TestResultRepository}), and neither waits for the other.
 */
@ApplicationScoped
public class MonitorTestRepository {
    private static final String TEST = "t.id, t.source_agent, t.destination, t.destination_port, t.frequency_seconds,"
            + " t.most_loss::text as most_loss, t.most_round_trip::text as most_round_trip, t.revision,"
            + " t.way_since";
    private static final String RESULT =
            "r.test_key, r.measured_at, r.sent, r.received, r.round_trip_micros, r.failure,"
                    + " r.path_at, r.target, r.hops::text as hops";
    private static final int MOST_OF_AGENT = 10_000;
    private static final TypeReference<List<Hop>> HOPS = new TypeReference<>() {};

    private final Statements statements;

    MonitorTestRepository(Statements statements) {
        this.statements = statements;
    }

    /** A test with its latest result. */
    record Known(MonitorTest test, TestResult result) {}

    /** What is asked of an agent. */
    record Assignment(String id, String destination, int port, Duration frequency) {}

    /** A peering service that has tests, and the earliest revision of it that one was made under. */
    record Parent(String key, long revision, long tests) {}

    private static MonitorTest test(Row row) {
        return new MonitorTest(
                ResourceId.parse(row.text("id")),
                new MonitorTestSetup(
                        row.text("source_agent"),
                        row.text("destination"),
                        (int) row.number("destination_port"),
                        Duration.ofSeconds(row.number("frequency_seconds")),
                        decimal(row.textOrNull("most_loss")),
                        decimal(row.textOrNull("most_round_trip"))),
                row.number("revision"),
                row.instant("way_since"));
    }

    private static @Nullable Double decimal(@Nullable String text) {
        return text == null ? null : Double.valueOf(text);
    }

    private static Known known(Row row) {
        boolean none = row.textOrNull("test_key") == null;
        return new Known(
                test(row),
                none
                        ? TestResult.NONE
                        : new TestResult(
                                row.instantOrNull("measured_at"),
                                number(row.numberOrNull("sent")),
                                number(row.numberOrNull("received")),
                                row.numberOrNull("round_trip_micros"),
                                row.textOrNull("failure"),
                                row.instantOrNull("path_at"),
                                row.textOrNull("target"),
                                row.json("hops", HOPS)));
    }

    private static int number(@Nullable Long value) {
        return value == null ? 0 : value.intValue();
    }

    /** Nobody else makes tests of the subscription before the transaction ends: they are counted. */
    Uni<Void> turn(Subscription subscription) {
        return locked("connection monitor " + subscription.key());
    }

    private Uni<Void> locked(String what) {
        return statements
                .of("select 1 as locked from pg_advisory_xact_lock(hashtextextended(:what::text, 0))")
                .set("what", what)
                .get(row -> row.number("locked"))
                .replaceWithVoid();
    }

    Uni<Long> count(Subscription subscription) {
        return statements
                .of("select count(*) as tests from connection_monitor_test where subscription = :subscription")
                .set("subscription", subscription)
                .get(row -> row.number("tests"));
    }

    /** Nobody else gives the agent a test before the transaction ends. */
    Uni<Void> turn(String agent) {
        return locked("tests of agent " + agent.toLowerCase(Locale.ROOT));
    }

    Uni<Long> count(String agent) {
        return statements
                .of("select count(*) as tests from connection_monitor_test where agent_key = :agent")
                .set("agent", agent.toLowerCase(Locale.ROOT))
                .get(row -> row.number("tests"));
    }

    /** @param least the revision of its service that it was made under, or a later one */
    Uni<@Nullable Known> find(ResourceId id, long least) {
        return statements
                .of("select " + TEST + ", " + RESULT + " from connection_monitor_test t"
                        + " left join connection_monitor_result r on r.test_key = t.resource_key"
                        + " where t.subscription = :subscription and t.resource_key = :key"
                        + " and t.service_revision >= :least")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .set("least", least)
                .find(MonitorTestRepository::known);
    }

    /** Results may come in meanwhile. */
    Uni<@Nullable MonitorTest> lock(ResourceId id) {
        return one(
                        "select " + TEST + " from connection_monitor_test t"
                                + " where t.subscription = :subscription and t.resource_key = :key for no key update",
                        id)
                .find(MonitorTestRepository::test);
    }

    private Statement one(String text, ResourceId id) {
        return statements.of(text).set("subscription", id.subscription()).set("key", id.key());
    }

    /** @param least as above */
    Uni<List<Known>> page(ResourceId service, long least, String after) {
        return statements
                .of("select " + TEST + ", " + RESULT + " from connection_monitor_test t"
                        + " left join connection_monitor_result r on r.test_key = t.resource_key"
                        + " where t.subscription = :subscription and t.service_key = :service and t.resource_key > :after"
                        + " and t.service_revision >= :least order by t.resource_key limit :limit")
                .set("least", least)
                .set("subscription", service.subscription())
                .set("service", service.key())
                .set("after", after)
                .set("limit", Page.SIZE + 1)
                .list(MonitorTestRepository::known);
    }

    /** Names of the tests under a service, by their keys. */
    Uni<List<ResourceId>> ids(ResourceId service, long least) {
        return statements
                .of(
                        "select id from connection_monitor_test where subscription = :subscription and service_key = :service"
                                + " and service_revision >= :least order by resource_key")
                .set("least", least)
                .set("subscription", service.subscription())
                .set("service", service.key())
                .list(row -> ResourceId.parse(row.text("id")));
    }

    /**
     * @param serviceRevision of the service it stands under
     * @param before whether there was one of this name lately, so that of this minute not all is its
     */
    Uni<MonitorTest> insert(
            ResourceId id, ResourceId service, long serviceRevision, MonitorTestSetup setup, boolean before) {
        return described(statements.of("""
                insert into connection_monitor_test as t (resource_key, subscription, service_key, service_revision, id,
                    source_agent, agent_key, destination, destination_port, frequency_seconds, most_loss, most_round_trip, revision,
                    way_since)
                values (:key, :subscription, :service, :serviceRevision, :id, :agent, :agentKey, :destination, :port, :seconds,
                    :loss::numeric, :roundTrip::numeric, nextval('revision'), date_trunc(:whole, now())) returning\s""" + TEST), id, setup)
                .set("service", service.key())
                .set("serviceRevision", serviceRevision)
                .set("whole", before ? "microseconds" : "minute")
                .set("id", id)
                .get(MonitorTestRepository::test);
    }

    /** Of a service that was asked for just now: an earlier one takes it along no more. */
    Uni<MonitorTest> update(ResourceId id, long serviceRevision, MonitorTestSetup setup) {
        return described(statements.of("""
                update connection_monitor_test t set source_agent = :agent, agent_key = :agentKey, destination = :destination,
                    destination_port = :port, frequency_seconds = :seconds, most_loss = :loss::numeric,
                    most_round_trip = :roundTrip::numeric, revision = nextval('revision'),
                    service_revision = greatest(service_revision, :serviceRevision)
                where t.subscription = :subscription and t.resource_key = :key returning\s""" + TEST), id, setup)
                .set("serviceRevision", serviceRevision)
                .get(MonitorTestRepository::test);
    }

    /** The driver takes no null for a number whose type it is to guess, hence the casts of texts above. */
    private static Statement described(Statement statement, ResourceId id, MonitorTestSetup setup) {
        Double loss = setup.mostLoss();
        Double roundTrip = setup.mostRoundTrip();
        return statement
                .set("key", id.key())
                .set("subscription", id.subscription())
                .set("agent", setup.sourceAgent())
                .set("agentKey", setup.sourceAgent().toLowerCase(Locale.ROOT))
                .set("destination", setup.destination())
                .set("port", setup.port())
                .set("seconds", (int) setup.frequency().toSeconds())
                .set("loss", loss == null ? null : loss.toString())
                .set("roundTrip", roundTrip == null ? null : roundTrip.toString());
    }

    /** That it is one of the service of this revision, though nothing of it changes. */
    Uni<Void> confirm(ResourceId id, long serviceRevision) {
        return one(
                        "update connection_monitor_test set service_revision = :serviceRevision"
                                + " where subscription = :subscription and resource_key = :key"
                                + " and service_revision < :serviceRevision",
                        id)
                .set("serviceRevision", serviceRevision)
                .update()
                .replaceWithVoid();
    }

    Uni<Void> delete(ResourceId id) {
        return one("delete from connection_monitor_test where subscription = :subscription and resource_key = :key", id)
                .update()
                .replaceWithVoid();
    }

    /** @param only the tests of this subscription alone; null: of all */
    Uni<List<Assignment>> ofAgent(String name, @Nullable Subscription only) {
        return statements
                .of("select id, destination, destination_port, frequency_seconds from connection_monitor_test"
                        + " where agent_key = :agent and (:only::text is null or subscription = :only::text)"
                        + " order by resource_key limit " + MOST_OF_AGENT)
                .set("agent", name.toLowerCase(Locale.ROOT))
                .set("only", only)
                .list(MonitorTestRepository::assignment);
    }

    private static Assignment assignment(Row row) {
        return new Assignment(
                row.text("id"),
                row.text("destination"),
                (int) row.number("destination_port"),
                Duration.ofSeconds(row.number("frequency_seconds")));
    }

    /** All peering services that have tests. */
    Uni<List<Parent>> parents() {
        return statements
                .of("select service_key, min(service_revision) as revision, count(*) as tests"
                        + " from connection_monitor_test group by service_key")
                .list(row -> new Parent(row.text("service_key"), row.number("revision"), row.number("tests")));
    }

    /** Tests of services that are gone, of which nobody asks any more; in order, for two may do it at once. */
    Uni<Integer> deleteOf(Map<String, Long> deleted) {
        return statements
                .of("with old as materialized (select t.resource_key from connection_monitor_test t"
                        + " join unnest(:keys, :revisions) as gone (key, revision) on t.service_key = gone.key"
                        + " and t.service_revision < gone.revision order by t.resource_key for update of t)"
                        + " delete from connection_monitor_test t using old where t.resource_key = old.resource_key")
                .set("keys", deleted.keySet())
                .set("revisions", List.copyOf(deleted.values()))
                .update();
    }
}
