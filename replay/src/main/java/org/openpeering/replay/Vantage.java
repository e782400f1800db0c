/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import org.openpeering.contract.net.IpAddress;
import org.openpeering.insights.mrt.MrtRecord;

/**
 * A recorded session.
 *
 * @param local the collector's end; 0.0.0.0 in tables, which don't say it
 * @param localAs 0 in tables
 */
record Vantage(IpAddress address, long asn, IpAddress local, long localAs) {
    /** What makes it the same: tables and messages of one recording agree on that. */
    record Key(IpAddress address, long asn) {}

    static Vantage of(MrtRecord record) {
        return new Vantage(record.peer(), record.peerAs(), record.local(), record.localAs());
    }
}
