/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.net.InetAddress;
import java.util.Optional;

/** Decides who may report. BMP has no authentication of its own: name and source address are all there is. */
@FunctionalInterface
public interface RouterInventory {
    /** The router that is meant, or empty to refuse the connection. Called by connections' threads; may block. */
    Optional<RouterIdentity> admit(String sysName, InetAddress source);
}
