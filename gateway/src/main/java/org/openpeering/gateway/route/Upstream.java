/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.route;

/** The services behind the gateway. */
public enum Upstream {
    PARTNER,
    PREFIX,
    INSIGHTS
}
