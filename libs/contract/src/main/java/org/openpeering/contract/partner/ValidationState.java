/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import org.openpeering.contract.arm.WireEnum;

/** Where the association of a subscription with an ASN stands (contract section C.3). */
public enum ValidationState implements WireEnum {
    NONE,
    PENDING,
    APPROVED,
    FAILED
}
