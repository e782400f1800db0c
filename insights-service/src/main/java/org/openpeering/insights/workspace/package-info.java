/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Subscriptions that have set up their connection monitor ({@code initializeConnectionMonitor}), and which agents their tests
 * can start from now: told to prefix-service by {@code monitor-workspaces}, which shows it with peering services.
 */
@NullMarked
package org.openpeering.insights.workspace;

import org.jspecify.annotations.NullMarked;
