/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param dryRun true: nothing was stored
 * @param added their names
 * @param changed their names
 */
@RegisterForReflection
public record LegacyImportReport(boolean dryRun, List<String> added, List<String> changed, int unchanged) {}
