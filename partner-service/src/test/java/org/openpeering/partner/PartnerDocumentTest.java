/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.document.Committed;
import org.openpeering.kit.testing.document.OpenApi;

class PartnerDocumentTest {
    @Test
    void theCommittedDocumentIsWhatTheCodeSays() {
        Committed.compare("partner-service.json", OpenApi.of("org.openpeering.partner", "OpenPeering partner-service"));
    }
}
