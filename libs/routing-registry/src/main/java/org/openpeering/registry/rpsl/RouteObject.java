/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * A {@code route} or {@code route6} object.
 *
 * @param source the registry that has it
 * @param digest the first 8 bytes of the SHA-256 of the object, normalized as {@link RpslObject} says
 */
public record RouteObject(IpPrefix prefix, Asn origin, String source, long digest) {}
