/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.prefix;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.net.IpAddress;

/**
 * An address inside a prefix that its owner offers to be measured, and how.
 *
 * @param port null for probes without one
 */
public record ProbeTarget(
        IpAddress address, ProbeKind probe, @Nullable Integer port) {}
