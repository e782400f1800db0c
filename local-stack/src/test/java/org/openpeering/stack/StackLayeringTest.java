/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.util.List;
import org.openpeering.architecture.ModuleRules;

class StackLayeringTest extends ModuleRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.stack";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of();
    }

    @Override
    protected boolean isBuiltNatively() {
        return false;
    }
}
