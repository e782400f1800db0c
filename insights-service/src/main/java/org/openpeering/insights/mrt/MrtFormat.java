/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

/** The types of records that are read (RFC 6396 section 4). */
public enum MrtFormat {
    TABLE_DUMP,
    TABLE_DUMP_V2,
    BGP4MP,
    /** BGP4MP with microseconds. */
    BGP4MP_ET
}
