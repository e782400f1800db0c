/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.operation;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class OperationResourceIT extends OperationResourceTest {}
