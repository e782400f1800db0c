/* SPDX-License-Identifier: Apache-2.0 */
/**
 * BGP-4 messages as bytes: UPDATE (RFC 4271, 4760, 6793, 7911) and OPEN (RFC 5492), read the way RFC 7606 asks for.
 *
 * <p>{@link org.openpeering.insights.bgp.UpdateDecoder} works in two steps. The first checks the whole message and
 * rewrites its path attributes to one compact canonical form; the second hands out prefixes. So a message is taken
 * whole or not at all, and nothing is allocated for a prefix. {@link org.openpeering.insights.bgp.PathAttributes} are
 * built from the compact form when somebody asks for them. Whether there are path identifiers, and how wide AS numbers are,
 * is learnt from the session's messages: see {@link org.openpeering.insights.bgp.Dialect}.
 *
 * <p>A prefix in the hot path is {@code (family, high, low, length)}, left-aligned: see
 * {@link org.openpeering.insights.bgp.PrefixBits}.
 */
@NullMarked
package org.openpeering.insights.bgp;

import org.jspecify.annotations.NullMarked;
