/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A client of the RPKI to Router protocol, versions 0 (RFC 6810), 1 (RFC 8210) and 2 (draft-ietf-sidrops-8210bis).
 *
 * <p>{@link org.openpeering.registry.rtr.RtrClient} keeps a connection to one cache, over TCP or TLS, and gives every
 * complete state of its data to a listener; {@link org.openpeering.registry.rtr.RtrCaches} chooses among several. Nothing of an answer takes effect before its End of Data. What a cache sends is bounded in size,
 * number and time; what breaks the protocol ends the connection, never the data held.
 */
@NullMarked
package org.openpeering.registry.rtr;

import org.jspecify.annotations.NullMarked;
