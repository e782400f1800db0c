/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.metric.Aggregation;
import org.openpeering.contract.metric.Grain;
import org.openpeering.contract.metric.Metric;
import org.openpeering.insights.metric.MetricQuery.Asked;
import org.openpeering.kit.error.ArmException;

class MetricQueryTest {
    static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
    static final String DAY = "2026-01-01T00:00:00Z/2026-01-02T00:00:00Z";

    /** What is left out is left to the service. */
    static MetricQuery query(String... parameters) {
        return MetricQuery.parse(ResourceType.PEERINGS, asked(parameters), NOW);
    }

    private static Asked asked(String... parameters) {
        return new Asked(
                of("timespan", parameters),
                of("interval", parameters),
                of("metricnames", parameters),
                of("aggregation", parameters),
                of("top", parameters),
                of("orderby", parameters),
                of("filter", parameters),
                of("resultType", parameters),
                of("metricnamespace", parameters),
                of("AutoAdjustTimegrain", parameters),
                of("ValidateDimensions", parameters),
                of("rollupby", parameters));
    }

    private static @Nullable String of(String name, String... parameters) {
        for (int i = 0; i < parameters.length; i += 2) {
            if (parameters[i].equals(name)) {
                return parameters[i + 1];
            }
        }
        return null;
    }

    /** Nobody can say which counts. */
    @Test
    void aNumberOfSeriesThatIsSaidInBothSpellingsIsRefused() {
        assertThat(parameters(null, "3").asked().top()).isEqualTo("3");
        assertThat(parameters("3", null).asked().top()).isEqualTo("3");
        assertThatThrownBy(() -> parameters("5", "6").asked())
                .isInstanceOfSatisfying(
                        ArmException.class,
                        refusal -> assertThat(refusal.error().target()).isEqualTo("top"))
                .hasMessageContaining("'top' and '$top'");
    }

    private static MetricParameters parameters(@Nullable String top, @Nullable String systemTop) {
        return new MetricParameters(null, null, null, null, top, systemTop, null, null, null, null, null, null, null);
    }

    @Test
    void readsAllOfIt() {
        MetricQuery query = query(
                "timespan", DAY,
                "interval", "PT1H",
                "metricnames", "flapcounts,SessionAvailability",
                "aggregation", "Total, average,count",
                "top", "3",
                "orderby", "average desc",
                "filter", "ConnectionId eq '*'",
                "metricnamespace", "microsoft.peering/peerings");

        assertThat(query.metrics()).containsExactly(Metric.FLAP_COUNTS, Metric.SESSION_AVAILABILITY);
        assertThat(query.span().from()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(query.grain()).isEqualTo(Grain.PT1H);
        assertThat(query.aggregations(Metric.FLAP_COUNTS))
                .containsExactlyInAnyOrder(Aggregation.TOTAL, Aggregation.AVERAGE, Aggregation.COUNT);
        assertThat(query.top()).isEqualTo(3);
        assertThat(query.apart()).containsExactly("connectionid");
        assertThat(query.metadata()).isFalse();
    }

    @Test
    void choosesWhatNobodyHasSaid() {
        MetricQuery query = query();

        assertThat(query.metrics()).containsExactly(Metric.SESSION_AVAILABILITY);
        assertThat(query.span()).hasToString("2026-01-02T11:00:00Z/2026-01-02T12:00:00Z");
        assertThat(query.grain()).isEqualTo(Grain.PT5M);
        assertThat(query.aggregations(Metric.SESSION_AVAILABILITY)).isEqualTo(Set.of(Aggregation.AVERAGE));
        assertThat(query.top()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void namesThatAreNoneAreNotSaid(String names) {
        assertThat(query("metricnames", names).metrics()).containsExactly(Metric.SESSION_AVAILABILITY);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1M, false, FlapCounts, PT1M",
        "00:05:00, false, FlapCounts, PT5M",
        "PT60M, false, FlapCounts, PT1H",
        "PT30M, true, FlapCounts, PT1H",
        "P1D, true, FlapCounts, PT1H",
        "auto, false, FlapCounts, PT1M",
        "AUTO, false, RegisteredPrefixLatency, PT1H",
        "FULL, false, FlapCounts,",
    })
    void takesTheInterval(String interval, String adjust, String metric, @Nullable Grain grain) {
        assertThat(query("timespan", DAY, "interval", interval, "AutoAdjustTimegrain", adjust, "metricnames", metric)
                        .grain())
                .isEqualTo(grain);
    }

    @Test
    void choosesALongerIntervalForALongerTime() {
        String month = "2026-01-01T00:00:00Z/2026-02-01T00:00:00Z";

        assertThat(query("timespan", month, "metricnames", "FlapCounts").grain())
                .isEqualTo(Grain.PT1H);
        assertThat(query("timespan", month, "metricnames", "ConnectivityProbeLatency")
                        .grain())
                .isEqualTo(Grain.PT1H);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "timespan | yesterday | is no timespan",
                "timespan | 2026-01-02T00:00:00Z/2026-01-01T00:00:00Z | ends before it begins",
                "timespan | 2025-01-02T00:00:00Z/2026-01-01T00:00:00Z | 93 days",
                "interval | PT7M | there are PT5M, PT1H, FULL and auto",
                "interval | PT1M | AutoAdjustTimegrain=true",
                "interval | x | is no interval",
                "metricnames | Nothing | there are SessionAvailability, IngressTrafficRate",
                "aggregation | median | Average, Minimum, Maximum, Total and Count",
                "top | 0 | from 1 to 1000",
                "top | x | from 1 to 1000",
                "orderby | average sideways | 'asc' or 'desc'",
                "filter | Colour eq 'red' | there are ConnectionId, SessionIp",
                "resultType | Everything | Data or Metadata",
                "metricnamespace | Microsoft.Sql/servers | it has 'Microsoft.Peering/peerings'",
                "AutoAdjustTimegrain | maybe | true or false",
                "rollupby | Colour | no dimension",
            })
    void saysWhatIsWrongAndHowToMendIt(String parameter, String value, String words) {
        assertThatThrownBy(() -> query(parameter, value))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        refused -> assertThat(refused.error().target())
                                .isEqualTo(parameter.equals("filter") ? "$filter" : parameter))
                .hasMessageContaining(words);
    }

    @Test
    void ignoresDimensionsThatThereAreNotWhereTheCallerWantsThat() {
        MetricQuery query = query("filter", "Colour eq 'red' and ConnectionId eq '*'", "ValidateDimensions", "false");

        assertThat(query.filter().names()).containsExactly("connectionid");
    }

    @Test
    void refusesMorePointsThanAnybodyReads() {
        assertThatThrownBy(() -> query(
                        "timespan", "2026-01-01T00:00:00Z/2026-03-01T00:00:00Z",
                        "interval", "PT1M",
                        "metricnames", "FlapCounts"))
                .hasMessageContaining("longer interval");
    }
}
