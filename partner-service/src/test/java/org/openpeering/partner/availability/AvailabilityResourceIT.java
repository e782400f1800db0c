/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.availability;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AvailabilityResourceIT extends AvailabilityResourceTest {}
