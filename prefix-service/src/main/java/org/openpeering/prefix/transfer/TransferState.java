/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.transfer;

import org.openpeering.contract.arm.WireEnum;

/** How far a transfer has come; each needs the one before. */
public enum TransferState implements WireEnum {
    /** The other partner may register the prefix. */
    PERMITTED,
    /** It has, and hands out its key. */
    REGISTERED,
    /** The customer has named the key at a peering service of that provider. */
    CLAIMED,
    /** The prefix is heard from the other partner as it should be: it moves when the customer says so, or at the end. */
    READY
}
