/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import org.openpeering.kit.testing.LayeringRules;

class InsightsLayeringTest extends LayeringRules {
    @Override
    protected String servicePackage() {
        return "org.openpeering.insights";
    }
}
