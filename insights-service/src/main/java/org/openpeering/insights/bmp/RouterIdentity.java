/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.util.Optional;
import org.openpeering.contract.net.IpAddress;

/**
 * A router as the operator knows it.
 *
 * @param name unique; connections with the same name are the same router
 * @param source its own address, from which it is connected; empty where a proxy stands between
 */
public record RouterIdentity(String name, Optional<IpAddress> source) {
    /** Connected from nobody knows where. */
    public RouterIdentity(String name) {
        this(name, Optional.empty());
    }
}
