/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import org.openpeering.contract.arm.WireEnum;

/** How bad it is, in Azure's words. */
public enum EventLevel implements WireEnum {
    INFORMATION,
    WARNING,
    ERROR,
    CRITICAL
}
