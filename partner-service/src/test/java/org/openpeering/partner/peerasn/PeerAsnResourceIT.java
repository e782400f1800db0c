/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class PeerAsnResourceIT extends PeerAsnResourceTest {}
