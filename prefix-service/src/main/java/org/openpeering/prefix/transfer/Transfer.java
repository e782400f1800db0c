/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.transfer;

import java.time.Instant;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.sql.Row;

/**
 * A row of {@code transfer}, with how far it has come.
 *
 * @param customerPrefix the key of the customer prefix that is to end
 * @param provider that takes over
 * @param until the end of the overlap
 * @param entitled whether the customer still has the key of the registration that is to end
 */
public record Transfer(
        IpPrefix prefix,
        String customerPrefix,
        String provider,
        Instant since,
        Instant until,
        TransferState state,
        boolean entitled) {
    static Transfer of(Row row) {
        return new Transfer(
                IpPrefix.parse(row.text("prefix")),
                row.text("customer_prefix"),
                row.text("provider"),
                row.instant("since"),
                row.instant("until"),
                row.constant("state", TransferState.class),
                row.bool("entitled"));
    }

    /** Whether the prefix can go over now. */
    boolean ready() {
        return entitled && state == TransferState.READY;
    }
}
