/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit;

import java.util.List;
import org.openpeering.architecture.ModuleRules;

class KitStartLayeringTest extends ModuleRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.kit";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of();
    }
}
