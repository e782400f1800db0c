/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Leaves out gauges that several objects register under one name: the first alone would be shown, as if it were all of
 * them, and each start would warn of the others.
 */
@Singleton
public class SharedGauges implements MeterFilter {
    private static final Set<String> NAMES = Set.of("netty.eventexecutor.workers");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return NAMES.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }
}
