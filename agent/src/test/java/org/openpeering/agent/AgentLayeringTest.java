/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent;

import java.util.List;
import org.openpeering.architecture.ModuleRules;

class AgentLayeringTest extends ModuleRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.agent";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of("org.openpeering.contract");
    }
}
