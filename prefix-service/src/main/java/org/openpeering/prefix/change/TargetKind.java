/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import org.openpeering.contract.arm.WireEnum;

/** What can be validated. */
public enum TargetKind implements WireEnum {
    CUSTOMER,
    REGISTERED
}
