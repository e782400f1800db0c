/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import org.openpeering.contract.arm.WireEnum;

/** What can be validated. */
public enum TargetKind implements WireEnum {
    CUSTOMER("customer_prefix"),
    REGISTERED("registered_prefix");

    private final String table;

    TargetKind(String table) {
        this.table = table;
    }

    /** Where its rows are. */
    public String table() {
        return table;
    }
}
