/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RoutingEvent;

/** What is as it should be, however much of it there is: nobody is told anything above Information. */
class QuietTest {
    private static final String VICTIM = "203.0.113.0/24";

    private static Plot plot(String neighbours) {
        Plot plot = new Plot(LocalDate.parse("2026-03-01"), Settings.DEFAULT);
        plot.begin("12:00");
        plot.watch(VICTIM, "64500 64510", neighbours);
        plot.table(VICTIM, "3356 64500", "1299 64500");
        return plot;
    }

    private static void changes(Plot plot) {
        plot.at("12:15").announce("203.0.113.0/25", "3356 64500").announce("203.0.113.128/25", "1299 64500");
        plot.at("12:20").withdraw(VICTIM, "3356 64500").announce(VICTIM, "3356 64500 64500 64500");
        plot.at("12:25").reset(3).reset(4).reset(5);
        plot.at("12:30").withdraw("203.0.113.0/25", "3356 64500");
        plot.at("12:35").announce("198.51.100.0/24", "6939 64666");
    }

    private static List<RoutingEvent> told(Scenario scenario, Heard.By by) {
        return Heard.of(scenario, scenario.watched().getFirst(), by).opened();
    }

    @Test
    void aSecondLegalOriginPartsPrependingAndResetsAreNoEvent() {
        Plot plot = plot("3356 1299 2914 174");
        plot.at("12:05").reset(0).reset(7);
        plot.at("12:10").announce(VICTIM, "2914 64510", "174 64510");
        changes(plot);

        assertThat(told(plot.end("12:45"), Heard.By.ROUTER)).isEmpty();
    }

    @Test
    void norAreTheyWhereThePrefixHasBeenWatchedForDaysAndItsNeighboursAreKnownFromThere() {
        Plot plot = plot("");
        plot.table(VICTIM, "2914 64510", "174 64510");
        plot.at("12:05").reset(0).reset(7);
        changes(plot);

        assertThat(told(plot.end("12:45"), Heard.By.VANTAGES)).isEmpty();
    }
}
