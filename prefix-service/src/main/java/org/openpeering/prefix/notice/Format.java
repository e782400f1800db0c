/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import org.openpeering.contract.arm.WireEnum;

/** How a receiver wants to be told. */
public enum Format implements WireEnum {
    /** CloudEvents 1.0 in structured mode. */
    CLOUD_EVENTS("CloudEvents"),
    /** Incoming webhooks of Slack, and of what takes the same. */
    SLACK("Slack"),
    /** Version 2 of Prometheus Alertmanager's API. */
    ALERTMANAGER("Alertmanager"),
    /** Mail to people. */
    EMAIL("Email");

    private final String wire;

    Format(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
