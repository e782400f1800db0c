/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that is told here. */
public enum Incident {
    YOUTUBE_2008(
            "youtube-2008", "2008-02-24", "Pakistan Telecom announces a part of YouTube's prefix", Hijacks::youTube),
    CHINA_TELECOM_2010(
            "china-telecom-2010",
            "2010-04-08",
            "a data centre originates 37,000 prefixes of others",
            Masses::chinaTelecom),
    ROUTE53_2018("route53-2018", "2018-04-24", "eNET announces parts of Amazon's name servers", Hijacks::route53),
    SAFE_HOST_2019("safe-host-2019", "2019-06-06", "Safe Host leaks 70,000 routes to China Telecom", Leaks::safeHost),
    VERIZON_2019(
            "verizon-2019", "2019-06-24", "an optimizer's parts of 20,000 prefixes leak to Verizon", Leaks::verizon),
    ROSTELECOM_2020(
            "rostelecom-2020",
            "2020-04-01",
            "Rostelecom announces 8,800 parts of others' prefixes",
            Masses::rostelecom),
    KLAYSWAP_2022("klayswap-2022", "2022-02-03", "parts of Kakao's prefixes from AS9457", Hijacks::klayswap),
    CELER_2022("celer-2022", "2022-08-17", "a part of Amazon's with a forged origin, valid by RPKI", Hijacks::celer),
    ORANGE_2024("orange-2024", "2024-01-03", "false ROAs make Orange España's prefix invalid", Outages::orange),
    RESOLVER_2024("resolver-2024", "2024-06-27", "1.1.1.1 in a black hole, and its prefix leaked", Leaks::resolver);

    private final String label;
    private final LocalDate day;
    private final String summary;

    @SuppressWarnings("ImmutableEnumChecker") // Method references.
    private final Function<Plot, Scenario> told;

    Incident(String label, String day, String summary, Function<Plot, Scenario> told) {
        this.label = label;
        this.day = LocalDate.parse(day);
        this.summary = summary;
        this.told = told;
    }

    public static Optional<Incident> named(String label) {
        return Stream.of(values())
                .filter(incident -> incident.label.equals(label))
                .findFirst();
    }

    /** What it is called on a command line. */
    public String label() {
        return label;
    }

    public LocalDate day() {
        return day;
    }

    /** What happened, in a line. */
    public String summary() {
        return summary;
    }

    /** @throws IllegalArgumentException when the stand-in for the victim is too small */
    public Scenario scenario(Settings settings) {
        return told.apply(new Plot(day, settings));
    }
}
