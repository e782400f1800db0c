/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Recordings of BGP in MRT (RFC 6396, path identifiers by RFC 8050): messages and states of sessions (BGP4MP, BGP4MP_ET)
 * and tables (TABLE_DUMP, TABLE_DUMP_V2), plain, in gzip or in bzip2.
 *
 * <p>{@link org.openpeering.insights.mrt.MrtReader} goes through a recording record by record in one buffer and tells a
 * {@link org.openpeering.insights.mrt.MrtReceiver} what is in it. BGP stays bytes: the package {@code bgp} reads them, and
 * {@link org.openpeering.insights.mrt.MrtText} prints them. No length is trusted: a record whose contents don't hold
 * together costs what comes after the damage in it, one whose length can't be true ends the recording, and both are told
 * with number, offset and reason.
 */
@NullMarked
package org.openpeering.insights.mrt;

import org.jspecify.annotations.NullMarked;
