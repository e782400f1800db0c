/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import org.openpeering.contract.arm.WireEnum;

/** What became of data that was held back. */
enum Decision implements WireEnum {
    RELEASED,
    DISCARDED,
    /** By data that needs no decision. */
    SUPERSEDED
}
