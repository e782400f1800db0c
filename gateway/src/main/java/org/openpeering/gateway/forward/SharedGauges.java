/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Singleton;

/** Leaves out a gauge that both of Vert.x' groups of event loops register: one of them would be shown as if it were all. */
@Singleton
final class SharedGauges implements MeterFilter {
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return id.getName().equals("netty.eventexecutor.workers") ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }
}
