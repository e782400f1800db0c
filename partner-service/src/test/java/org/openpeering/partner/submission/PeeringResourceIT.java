/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class PeeringResourceIT extends PeeringResourceTest {}
