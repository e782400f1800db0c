/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway;

import com.tngtech.archunit.core.domain.JavaClass;
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

    /** No framework stands between it and the door. */
    @Override
    protected boolean maySubscribe(JavaClass type) {
        return type.getSimpleName().equals("FrontDoor");
    }
}
