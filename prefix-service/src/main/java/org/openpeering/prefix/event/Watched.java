/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import java.time.Instant;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.IpPrefix;

/**
 * A customer prefix whose events are asked for.
 *
 * @param resourceKey the id in lower case
 * @param since when the resource was made
 * @param claimed whether it has the prefix's key: naming a prefix is not enough to be told about it
 */
public record Watched(Subscription subscription, String resourceKey, IpPrefix prefix, Instant since, boolean claimed) {}
