/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class UnbilledPrefixIT extends UnbilledPrefixTest {}
