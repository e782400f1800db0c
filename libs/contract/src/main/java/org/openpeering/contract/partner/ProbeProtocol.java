/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import java.util.Locale;
import org.openpeering.contract.arm.WireEnum;

/** How a connectivity probe asks (contract section B.2); {@code None} stands for a value that was not given. */
public enum ProbeProtocol implements WireEnum {
    NONE,
    ICMP,
    TCP;

    @Override
    public String wire() {
        return this == NONE ? "None" : name().toUpperCase(Locale.ROOT);
    }
}
