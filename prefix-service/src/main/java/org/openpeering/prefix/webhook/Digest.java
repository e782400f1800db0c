/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.webhook;

import org.openpeering.contract.arm.WireEnum;

/** How many events share a mail. Hours and days are those of UTC. */
public enum Digest implements WireEnum {
    IMMEDIATE,
    HOURLY,
    DAILY
}
