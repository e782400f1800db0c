/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import org.openpeering.contract.arm.WireEnum;

/** Whether something may be concluded from an external source. */
public enum Availability implements WireEnum {
    /** The operator does not use it: nothing is checked, and nothing is missing. */
    NOT_CONFIGURED,
    /** Not there yet, and not for long. */
    LOADING,
    CURRENT,
    /** Older than allowed, or never loaded: nothing definite can be said. */
    STALE
}
