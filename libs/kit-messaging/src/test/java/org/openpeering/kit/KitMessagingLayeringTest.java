/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit;

import java.util.List;
import org.openpeering.kit.testing.NativeRules;

class KitMessagingLayeringTest extends NativeRules {
    @Override
    protected String rootPackage() {
        return "org.openpeering.kit";
    }

    @Override
    protected List<String> lowerPackages() {
        return List.of("org.openpeering.contract");
    }
}
