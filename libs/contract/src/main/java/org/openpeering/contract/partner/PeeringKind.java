/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import org.openpeering.contract.arm.WireEnum;

/** Private interconnect or over an exchange LAN. */
public enum PeeringKind implements WireEnum {
    DIRECT,
    EXCHANGE
}
