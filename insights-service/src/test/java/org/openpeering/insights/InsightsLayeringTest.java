/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import java.util.List;
import org.openpeering.kit.testing.LayeringRules;

class InsightsLayeringTest extends LayeringRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.insights";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of("org.openpeering.contract", "org.openpeering.kit", "org.openpeering.registry");
    }
}
