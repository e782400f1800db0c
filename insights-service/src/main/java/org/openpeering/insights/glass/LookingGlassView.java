/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The command and its answer (contract section B.1, LookingGlassOutput).
 *
 * @param output lines, each with a line feed
 */
@RegisterForReflection
public record LookingGlassView(Glance.Command command, String output) {}
