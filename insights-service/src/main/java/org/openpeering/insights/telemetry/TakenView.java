/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What was taken of a request. The broker has what is accepted; what is refused is not to be sent again.
 *
 * @param accepted how many
 * @param refused each of the others
 */
@RegisterForReflection
record TakenView(int accepted, List<RefusedView> refused) {
    /**
     * @param index in the request's list, from 0
     * @param target the member that is at fault
     */
    @RegisterForReflection
    record RefusedView(int index, SampleFault code, String target, String message) {
        static RefusedView of(int index, SampleFault fault, String target) {
            return new RefusedView(index, fault, target, "'" + target + "' " + fault.text() + ".");
        }
    }
}
