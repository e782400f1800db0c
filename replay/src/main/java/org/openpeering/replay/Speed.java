/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many seconds of the recording pass in one.
 *
 * @param factor infinite for as fast as it goes
 */
record Speed(double factor) {
    static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);
    private static final Pattern TIMES = Pattern.compile("(\\d{1,6}(\\.\\d{1,3})?)x");

    static Speed parse(String text) {
        Matcher times = TIMES.matcher(text);
        if (text.equals("max")) {
            return MAX;
        }
        if (!times.matches() || Double.parseDouble(times.group(1)) == 0) {
            throw ReplayException.unusable("--speed is max, 1x, 10x or another number with an x, not \"" + text + "\"");
        }
        return new Speed(Double.parseDouble(times.group(1)));
    }
}
