/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.kit.sql.Failures;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.Database;
import org.openpeering.kit.testing.ServiceTestResource;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class PartitionWorkerTest {
    private static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private static final Instant LAST_MOMENT = TODAY.plus(Duration.ofDays(1)).minusMillis(1);

    @Inject
    PartitionWorker worker;

    @Inject
    PartitionRepository partitions;

    @Inject
    Statements statements;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void forget() {
        execute("select drop_all_partitions('by_day'), drop_all_partitions('by_month')");
        worker.keep(TODAY);
    }

    /** As the service's role. */
    private int execute(String sql) {
        return Transactions.await(() -> statements.of(sql).update());
    }

    private static List<String> of(String table) {
        return Database.query("select inhrelid::regclass::text from pg_inherits where inhparent = '" + table
                + "'::regclass order by 1");
    }

    /** From so many days before today to so many after it. */
    private static List<String> days(int first, int last) {
        LocalDate today = LocalDate.ofInstant(TODAY, ZoneOffset.UTC);
        return IntStream.rangeClosed(first, last)
                .mapToObj(day -> "by_day_" + today.plusDays(day).format(DateTimeFormatter.BASIC_ISO_DATE))
                .toList();
    }

    private void insert(Instant at) {
        Transactions.await(() -> statements
                .of("insert into by_day (subject, at, n) values ('a', :at, 1)")
                .set("at", at)
                .update());
    }

    @Test
    void threeDaysAreMadeAheadAndWhatIsOlderThanItsRetentionIsDropped() {
        Transactions.await(() -> partitions.make("by_day", TODAY.minus(Duration.ofDays(9)), TODAY));

        worker.keep(TODAY);

        // Until the moment at which the fourth day would begin.
        assertThat(of("by_day")).isEqualTo(days(-2, 2));
    }

    @Test
    void theLastMomentOfADayAndTheFirstOfTheNextFindTheirPartitions() {
        worker.keep(LAST_MOMENT);
        assertThat(of("by_day")).isEqualTo(days(-2, 3));
        insert(LAST_MOMENT);
        insert(LAST_MOMENT.plusMillis(1));

        worker.keep(LAST_MOMENT.plusMillis(1));
        assertThat(of("by_day"))
                .as("the youngest row of the day before yesterday's is two days old now")
                .isEqualTo(days(-1, 3));
        assertThat(Database.query("select tableoid::regclass::text from by_day order by at"))
                .isEqualTo(days(0, 1));
    }

    @Test
    void theRowsOfOneDayAreFoundInItsPartitionAlone() {
        insert(TODAY);
        insert(LAST_MOMENT);

        assertThat(Database.query("select count(*)::text from " + days(0, 0).getFirst()))
                .isEqualTo(List.of("2"));
    }

    /** Of a worker that was away longer than partitions reach, and of what waited in Kafka meanwhile. */
    @Test
    void daysThatAnOutageLeftOutAreMadeUpFor() {
        Instant back = TODAY.plus(Duration.ofDays(30));
        assertThatThrownBy(() -> insert(back))
                .satisfies(e -> assertThat(Failures.lasting(e)).isTrue());

        worker.keep(back.minus(Duration.ofDays(28)));
        assertThat(of("by_day")).isEqualTo(days(0, 4));
        insert(TODAY);
        insert(TODAY.plus(Duration.ofDays(4)));
    }

    @Test
    void ofTwoReplicasOneMakesThemAndTheOtherFindsThemMade() throws Exception {
        Transactions.await(() -> partitions.make("by_day", TODAY.minus(Duration.ofDays(30)), TODAY));
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> round = () -> {
                worker.keep(LAST_MOMENT);
                return true;
            };
            List<Future<Boolean>> rounds =
                    Stream.generate(() -> round).limit(4).map(replicas::submit).toList();
            for (Future<Boolean> each : rounds) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(of("by_day")).isEqualTo(days(-2, 3));
    }

    @Test
    void moreThanATransactionTakesIsMadeAndDroppedInSeveral() {
        Instant first = TODAY.minus(Duration.ofDays(150));
        assertThat(IntStream.range(0, 3)
                        .mapToObj(_ -> Transactions.await(() -> partitions.make("by_day", first, TODAY)))
                        .toList())
                .first()
                .isEqualTo(60);

        worker.keep(TODAY);
        assertThat(of("by_day")).isEqualTo(days(-2, 2));
    }

    @Test
    void monthsAreMadeAsDaysAre() {
        YearMonth month = YearMonth.from(LocalDate.ofInstant(TODAY, ZoneOffset.UTC));

        assertThat(of("by_month"))
                .contains("by_month_" + month.format(DateTimeFormatter.ofPattern("yyyyMM")))
                .hasSizeBetween(2, 4);
    }

    @Test
    void howFarTheyReachIsMetered() {
        worker.keep(TODAY);

        assertThat(meters.get("openpeering.partitions.ahead")
                        .tag("table", "by_day")
                        .gauge()
                        .value())
                .isBetween(86_400d * 2 - 1, 86_400d * 3);
    }

    /** The service's role may have partitions made and dropped, and do no DDL. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mine (n integer)",
                "create table by_day_mine partition of by_day for values from ('2020-01-01') to ('2020-01-02')",
                "drop table by_day",
                "alter table by_day add column more text",
                "comment on table unmarked is 'partitions of a day'",
                "select partitioned_by_time('unmarked', 'day')",
            })
    void theRoleOfTheServiceMayDoNoDdl(String sql) {
        assertThatThrownBy(() -> execute(sql)).hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select make_partitions('unmarked', now(), now() + interval '1 day')",
                "select make_partitions('outbox', now(), now() + interval '1 day')",
                "select make_partitions('pg_class', now(), now() + interval '1 day')",
                "select drop_partitions('unmarked', now())",
                "select drop_partitions('outbox', now())",
                "select drop_partitions('by_day', now() + interval '1 minute')",
                "select drop_partitions('by_day', 'infinity')",
                "select make_partitions('by_day', '-infinity', now())",
                "select make_partitions('by_day', now(), 'infinity')",
                "select make_partitions('by_day', now(), now())",
                "select make_partitions('by_day', now(), now() + interval '2 years')",
            })
    void theFunctionsTakeMarkedTablesAndTimesInUseOnly(String sql) {
        List<String> before = of("by_day");

        assertThatThrownBy(() -> execute(sql))
                .hasMessageMatching("(?s).*(is no table with partitions|are none of a table in use|is not dropped).*");
        assertThat(of("by_day")).isEqualTo(before);
    }

    @Test
    void lessThanADayIsNoRetention() {
        assertThatThrownBy(() -> new PartitionedTable("by_day", Duration.ofHours(23)))
                .hasMessageContaining("less than a day");
    }
}
