/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.document.Committed;
import org.openpeering.kit.testing.document.OpenApi;

class PrefixDocumentTest {
    @Test
    void theCommittedDocumentIsWhatTheCodeSays() {
        Committed.compare("prefix-service.json", OpenApi.of("org.openpeering.prefix", "OpenPeering prefix-service"));
    }
}
