/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit;

import java.util.List;
import org.openpeering.architecture.ModuleRules;

class KitTracingLayeringTest extends ModuleRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.kit.trace";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of();
    }
}
