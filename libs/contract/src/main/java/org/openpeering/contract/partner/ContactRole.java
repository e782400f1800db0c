/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import org.openpeering.contract.arm.WireEnum;

/** What a contact of a partner is for. */
public enum ContactRole implements WireEnum {
    NOC,
    POLICY,
    TECHNICAL,
    SERVICE,
    ESCALATION,
    OTHER
}
