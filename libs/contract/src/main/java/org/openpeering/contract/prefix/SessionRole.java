/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.prefix;

import org.openpeering.contract.arm.WireEnum;

/** Which part a session plays for a customer prefix. */
public enum SessionRole implements WireEnum {
    PRIMARY,
    BACKUP
}
