/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import org.openpeering.contract.arm.WireEnum;

/** What is known of a route's origin (contract section C.12). */
public enum OriginState implements WireEnum {
    VALID,
    INVALID,
    /** Nobody says anything about the prefix, or what is said is too old. */
    UNKNOWN
}
