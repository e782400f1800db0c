/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import org.openpeering.contract.arm.WireEnum;

/** Kinds of routing event: Azure's documented types (contract section C.8), and ours in the same style. */
public enum EventType implements WireEnum {
    PREFIX_ANNOUNCEMENT_EVENT(EventLevel.INFORMATION),
    PREFIX_WITHDRAWAL_EVENT(EventLevel.WARNING),
    PREFIX_ORIGIN_AS_CHANGE_EVENT(EventLevel.CRITICAL),
    PREFIX_SUB_PREFIX_HIJACK_EVENT(EventLevel.CRITICAL),
    /** The network itself lost sight of what the prefix depends on; told of a {@link CollectorGap}, not by a detector. */
    COLLECTOR_GAP_EVENT(EventLevel.ERROR);

    private final EventLevel level;

    EventType(EventLevel level) {
        this.level = level;
    }

    public EventLevel level() {
        return level;
    }

    /** A moment, not a span: nothing that goes on, so nothing that ends. */
    public boolean isMoment() {
        return this == PREFIX_ANNOUNCEMENT_EVENT;
    }
}
