/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry;

import java.util.List;
import org.openpeering.architecture.ModuleRules;

class RegistryLayeringTest extends ModuleRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.registry";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of("org.openpeering.contract");
    }
}
