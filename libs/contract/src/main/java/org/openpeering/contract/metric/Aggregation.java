/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.metric;

import java.util.Locale;
import org.openpeering.contract.arm.WireEnum;

/** What of several values a point tells. */
public enum Aggregation implements WireEnum {
    AVERAGE,
    MINIMUM,
    MAXIMUM,
    TOTAL,
    COUNT;

    /** Its member of a point. */
    public String member() {
        return name().toLowerCase(Locale.ROOT);
    }
}
