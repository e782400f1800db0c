/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The synthetic Internet: routers that speak real BMP (RFC 7854) bytes about BGP sessions (RFC 4271, 4760, 6793) that
 * exist nowhere else.
 *
 * <p>{@link org.openpeering.stack.synthetic.SyntheticRouter} is a router with its peers and their routes;
 * {@link org.openpeering.stack.synthetic.BgpMessages} and {@link org.openpeering.stack.synthetic.BmpMessages} write the
 * bytes, for the routers and for the tests of the collector. Invariant: nothing here shares code with the collector that reads those bytes, so that a misreading of an RFC
 * cannot cancel out.
 */
@NullMarked
package org.openpeering.stack.synthetic;

import org.jspecify.annotations.NullMarked;
