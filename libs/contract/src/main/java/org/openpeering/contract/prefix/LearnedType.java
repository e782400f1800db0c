/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.prefix;

import org.openpeering.contract.arm.WireEnum;

/** How the route of a customer prefix is learned (contract section C.6). */
public enum LearnedType implements WireEnum {
    NONE,
    VIA_SERVICE_PROVIDER,
    VIA_SESSION
}
