/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class CatalogueResourceIT extends CatalogueResourceTest {}
