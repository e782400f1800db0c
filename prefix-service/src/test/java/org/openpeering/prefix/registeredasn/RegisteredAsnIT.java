/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class RegisteredAsnIT extends RegisteredAsnTest {}
