/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.util.List;
import org.openpeering.architecture.ModuleRules;

class ReplayLayeringTest extends ModuleRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.replay";
    }

    /** Of insights-service, what reads recordings and messages alone. */
    @Override
    protected List<String> lowerPackages() {
        return List.of(
                "org.openpeering.contract",
                "org.openpeering.insights.bgp",
                "org.openpeering.insights.bmp",
                "org.openpeering.insights.monitored",
                "org.openpeering.insights.mrt",
                "org.openpeering.stack.synthetic");
    }

    @Override
    protected boolean isBuiltNatively() {
        return false;
    }
}
