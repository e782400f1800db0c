/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import org.openpeering.contract.arm.WireEnum;

/** How redundantly a partner is connected. */
public enum RedundancyTier implements WireEnum {
    /** Nothing works. */
    NONE,
    /** One failure ends it. */
    SINGLE,
    /** At one metro two connections of equal bandwidth end on two edge routers. */
    LOCAL,
    /** Connections of equal bandwidth work at two metros. */
    GEO,
    /** Local redundancy at two metros, and geo redundancy between them. */
    LOCAL_AND_GEO
}
