/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StreamIT extends StreamTest {}
