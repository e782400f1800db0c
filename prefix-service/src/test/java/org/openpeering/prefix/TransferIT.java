/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class TransferIT extends TransferTest {}
