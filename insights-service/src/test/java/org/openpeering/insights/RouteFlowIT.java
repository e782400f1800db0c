/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class RouteFlowIT extends RouteFlowTest {}
