/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import org.openpeering.contract.arm.WireEnum;

/** What has become of a delivery. */
public enum DeliveryState implements WireEnum {
    WAITING,
    SENDING,
    DELIVERED,
    /** It failed, and what is said of the event since says more. */
    SUPERSEDED,
    /** It failed for too long; it can be sent again on request. */
    DEAD
}
