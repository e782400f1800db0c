/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.stack.demo.Arm.versioned;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openpeering.stack.demo.Answer;
import org.openpeering.stack.demo.Arm;
import org.openpeering.stack.demo.Link;
import org.openpeering.stack.demo.Onboarding;

/** What a client did at one service holds in its next call at another, whatever the messages between them take. */
@WithStack(lab = true)
@Order(1020)
class ReadYourWritesE2ETest {
    private static final int ROUNDS = 50;
    private static final int FIRST_LINK = 30;

    private final StackUnderTest stack;

    ReadYourWritesE2ETest(StackUnderTest stack) {
        this.stack = stack;
    }

    @Test
    void aPrefixCanBeRegisteredInTheCallAfterItsPeeringWasMade() {
        Onboarding onboarding = new Onboarding(stack.api());
        onboarding.metro("Tromso", "NO", 69.65, 18.96);
        String peerAsn = Arm.peerAsn(Arm.LAB, "hasty");
        stack.api().as("lab").put(versioned(peerAsn), """
                        {"properties": {"peerAsn": 65010, "peerName": "Hasty", "peerContactDetail": [
                          {"role": "Noc", "email": "noc@hasty.example", "phone": "+47 1"}]}}""").expect(201);
        for (int i = 0; i < ROUNDS; i++) {
            List<String> links =
                    List.of(new Link(FIRST_LINK + 2 * (i % 10)).json(), new Link(FIRST_LINK + 1 + 2 * (i % 10)).json());
            String peering = onboarding.peering("lab", Arm.LAB, "hasty", "round-" + i, "Tromso", peerAsn, links);
            String prefix = Arm.registeredPrefix(peering, "first");
            Answer answer = stack.api()
                    .as("lab")
                    .put(versioned(prefix), "{\"properties\": {\"prefix\": \"10.90." + i + ".0/24\"}}");
            assertThat(answer.status()).as("round " + i + ": " + answer.text()).isEqualTo(201);
            stack.api().as("lab").delete(versioned(peering)).expect(200);
        }
    }

    @Test
    void aProviderCanBeChosenInTheCallAfterItWasListed() {
        Onboarding onboarding = new Onboarding(stack.api());
        onboarding.metro("Tromso", "NO", 69.65, 18.96);
        for (int i = 0; i < ROUNDS; i++) {
            onboarding.provider("Hasty " + i, 65010, List.of("Tromso"));
            onboarding.peeringService("lab", Arm.LAB, "hasty", "service-" + i, "Hasty " + i, "Tromso", "");
        }
    }
}
