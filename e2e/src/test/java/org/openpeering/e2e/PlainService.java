/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.util.List;
import org.openpeering.stack.demo.Onboarding;

/** A peering service without prefixes, for tests that need just any resource of a customer. */
final class PlainService {
    static final String BODY = """
            {"location": "westeurope", "tags": {"load": "yes"}, "properties": {
              "peeringServiceLocation": "Oslo", "peeringServiceProvider": "Plain Carrier",
              "providerPrimaryPeeringLocation": "Oslo"}}""";

    private PlainService() {}

    /** Makes the catalogue's entries that the body names. */
    static void prepare(StackUnderTest stack) {
        Onboarding onboarding = new Onboarding(stack.api());
        onboarding.metro("Oslo", "NO", 59.91, 10.75);
        onboarding.provider("Plain Carrier", 64506, List.of("Oslo"));
    }
}
