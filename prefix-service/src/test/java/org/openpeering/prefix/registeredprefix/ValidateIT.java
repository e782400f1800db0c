/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ValidateIT extends ValidateTest {}
