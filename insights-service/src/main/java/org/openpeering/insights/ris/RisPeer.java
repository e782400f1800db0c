/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/**
 * Who talks to a route collector of RIS.
 *
 * @param collector its short name, such as {@code rrc00}
 */
public record RisPeer(String collector, IpAddress address, Asn asn) {}
