/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AddressPoolResourceIT extends AddressPoolResourceTest {}
