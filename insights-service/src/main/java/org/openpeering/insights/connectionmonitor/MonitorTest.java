/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import org.openpeering.contract.arm.ResourceId;

/** A test. */
public record MonitorTest(ResourceId id, MonitorTestSetup setup, long revision) {}
