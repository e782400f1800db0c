/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class PartnerFlowIT extends PartnerFlowTest {}
