/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import java.util.Locale;
import org.openpeering.contract.arm.WireEnum;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpPrefix;

/**
 * Of what round trips are added up.
 *
 * @param subject a registered prefix, or a test's id in lower case
 * @param shown what the subject is called for eyes: the prefix, or the /24 or /48 that holds it; of a test the same as the subject
 */
public record SeriesKey(
        SeriesKind kind, String subject, String shown, String site, SampleSource source, ProbeClass probe) {
    /** What the subject is. */
    public enum SeriesKind implements WireEnum {
        PREFIX,
        TEST
    }

    public static SeriesKey ofPrefix(IpPrefix prefix, String site, SampleSource source, ProbeClass probe) {
        return new SeriesKey(
                SeriesKind.PREFIX, prefix.toString(), Selector.shown(prefix).toString(), site, source, probe);
    }

    public static SeriesKey ofTest(String test, String site, SampleSource source, ProbeClass probe) {
        String key = test.toLowerCase(Locale.ROOT);
        return new SeriesKey(SeriesKind.TEST, key, key, site, source, probe);
    }
}
