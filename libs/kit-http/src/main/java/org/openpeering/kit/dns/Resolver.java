/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.dns;

import io.vertx.core.Future;
import java.util.List;
import org.openpeering.contract.net.IpAddress;

/** Where a name leads. */
public interface Resolver {
    /** All addresses of a name, IPv4 first; fails when there is none. */
    Future<List<IpAddress>> resolve(String name);
}
