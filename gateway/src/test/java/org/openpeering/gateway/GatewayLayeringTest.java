/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway;

import java.util.List;
import org.openpeering.architecture.ModuleRules;

class GatewayLayeringTest extends ModuleRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.gateway";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of("org.openpeering.contract", "org.openpeering.kit");
    }
}
