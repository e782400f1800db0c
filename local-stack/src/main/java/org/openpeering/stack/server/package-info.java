/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The servers that the services lean on, real ones: PostgreSQL, Kafka, Keycloak, a certificate authority; and a small
 * identity provider for tests of one module.
 *
 * <p>Invariants: everything listens on the loopback address only; a server counts as started when it proved to be ours
 * and does its work; each can be stopped, killed and started again on its port with its data.
 */
@NullMarked
package org.openpeering.stack.server;

import org.jspecify.annotations.NullMarked;
