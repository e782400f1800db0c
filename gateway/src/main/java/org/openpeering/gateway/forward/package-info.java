/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A request's way through the gateway: {@link org.openpeering.gateway.forward.FrontDoor} lets it in or refuses it,
 * {@link org.openpeering.gateway.forward.Forwarder} carries it to a service and the answer back.
 */
@NullMarked
package org.openpeering.gateway.forward;

import org.jspecify.annotations.NullMarked;
