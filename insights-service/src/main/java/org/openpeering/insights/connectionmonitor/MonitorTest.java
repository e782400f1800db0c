/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import java.time.Instant;
import org.openpeering.contract.arm.ResourceId;

/**
 * A test.
 *
 * @param since when it began to lead where it does: what was measured before says nothing of it
 */
public record MonitorTest(ResourceId id, MonitorTestSetup setup, long revision, Instant since) {}
