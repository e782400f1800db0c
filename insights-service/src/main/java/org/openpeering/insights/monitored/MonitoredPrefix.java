/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.monitored;

import org.openpeering.contract.net.IpPrefix;

/**
 * A prefix somebody watches.
 *
 * @param prefix which
 * @param revision of the owner's declaration; later ones are greater
 */
public record MonitoredPrefix(IpPrefix prefix, long revision) {}
