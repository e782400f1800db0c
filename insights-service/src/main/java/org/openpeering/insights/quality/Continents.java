/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** On which continent a country's networks are, by its code of ISO 3166-1. */
public final class Continents {
    private static final Map<String, String> OF = Stream.of(
                    of(
                            "Africa",
                            "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML"
                                    + " MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"),
                    of(
                            "Asia",
                            "AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV"
                                    + " MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"),
                    of(
                            "Europe",
                            "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT"
                                    + " LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"),
                    of(
                            "North America",
                            "AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA"
                                    + " PM PR SV SX TC TT US VC VG VI"),
                    of("South America", "AR BO BR CL CO EC FK GF GY PE PY SR UY VE"),
                    of(
                            "Oceania",
                            "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"))
            .flatMap(each -> each.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Continents() {}

    private static Map<String, String> of(String continent, String countries) {
        return Arrays.stream(countries.split(" ", -1)).collect(Collectors.toMap(code -> code, _ -> continent));
    }

    /** Null for a code that is none. */
    public static @Nullable String of(String country) {
        return OF.get(country);
    }
}
