/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import org.openpeering.contract.arm.WireEnum;

/** Whether a webhook is told of events. While it is paused nothing is sent and nothing is kept for it. */
public enum WebhookState implements WireEnum {
    ACTIVE,
    PAUSED
}
