/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import org.openpeering.contract.arm.WireEnum;

/** What happens to a PeerAsn. */
public enum PeerAsnEvent implements WireEnum {
    SUBMITTED,
    APPROVED,
    REJECTED,
    RESUBMITTED
}
