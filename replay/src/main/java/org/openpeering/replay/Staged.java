/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.replay.scenario.Incident;
import org.openpeering.replay.scenario.Scenario;
import org.openpeering.replay.scenario.Settings;
import org.openpeering.replay.scenario.Stand;

/**
 * Which scenario was asked for, and how.
 *
 * @param roas the file where its ROAs are put; null: nowhere
 */
record Staged(
        Incident incident, Settings settings, @Nullable Path roas) {
    /** In the place of a scenario's name: names them all. */
    static final String LIST = "list";

    static Incident incident(String name) {
        return Incident.named(name)
                .orElseThrow(() -> ReplayException.unusable(
                        "There is no scenario \"" + name + "\". There are:\n" + list().stripTrailing()));
    }

    /** All of them, a line each. */
    static String list() {
        return Stream.of(Incident.values())
                .map(incident -> String.format(
                        Locale.ROOT, "%-20s %s  %s%n", incident.label(), incident.day(), incident.summary()))
                .collect(Collectors.joining());
    }

    static Settings settings(
            String routes, String seed, @Nullable String victim, @Nullable String owner, @Nullable String upstream) {
        int most = (int) number("--routes", routes, 1, Settings.MOST_ROUTES);
        try {
            Stand stand = new Stand(
                    victim == null ? null : IpPrefix.parse(victim),
                    owner == null ? null : Asn.parse(owner),
                    upstream == null ? null : Asn.parse(upstream));
            return new Settings(number("--seed", seed, 0, 999_999_999), most, stand);
        } catch (MalformedValueException e) {
            throw ReplayException.unusable(String.valueOf(e.getMessage()));
        }
    }

    private static long number(String option, String text, long least, long most) {
        long number = text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw ReplayException.unusable(
                    option + " is a number from " + least + " to " + most + ", not \"" + text + "\"");
        }
        return number;
    }

    Scenario scenario() {
        try {
            Scenario scenario = incident.scenario(settings);
            if (roas != null && scenario.signings().isEmpty()) {
                throw ReplayException.unusable("There are no ROAs in " + incident.label());
            }
            return scenario;
        } catch (IllegalArgumentException e) {
            throw ReplayException.unusable(String.valueOf(e.getMessage()));
        }
    }

    /** What somebody has to know who is about to look at it. */
    List<String> words(Scenario scenario) {
        List<String> words = new ArrayList<>();
        words.add(incident.label() + ", " + incident.day() + ": " + incident.summary()
                + ". Events come to who has registered:");
        scenario.watched().forEach(watched -> words.add("  " + watched));
        if (!scenario.signings().isEmpty() && roas == null) {
            words.add("Nobody is told its ROAs: --roas FILE writes them for ./start --roas=FILE.");
        }
        return words;
    }
}
