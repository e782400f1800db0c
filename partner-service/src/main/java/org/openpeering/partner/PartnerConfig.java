/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import org.openpeering.contract.net.Asn;

/**
 * What the operator of the installation decides.
 *
 * @param lab approvals and provisioning by themselves; never with real partners
 * @param reservedNumbers documentation, private and reserved AS numbers are accepted
 * @param network the AS number of the cloud network
 */
public record PartnerConfig(boolean lab, boolean reservedNumbers, Asn network) {}
