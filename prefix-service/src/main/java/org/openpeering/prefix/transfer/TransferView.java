/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.transfer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** What the customer reads of a transfer. */
@RegisterForReflection
public record TransferView(
        String prefix, String peeringServiceProvider, TransferState state, Instant since, Instant until) {
    static TransferView of(Transfer transfer) {
        return new TransferView(
                transfer.prefix().toString(),
                transfer.provider(),
                transfer.state(),
                transfer.since(),
                transfer.until());
    }
}
