/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.document.Committed;
import org.openpeering.kit.testing.document.OpenApi;

class InsightsDocumentTest {
    @Test
    void theCommittedDocumentIsWhatTheCodeSays() {
        Committed.compare(
                "insights-service.json", OpenApi.of("org.openpeering.insights", "OpenPeering insights-service"));
    }
}
