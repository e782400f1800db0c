/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscriptionTest {
    @Test
    void isComparedWithoutCaseAndShownAsItWasWritten() {
        Subscription one = new Subscription("2222AAAA-0000");
        Subscription other = new Subscription("2222aaaa-0000");
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isNotEqualTo(new Subscription("2222aaaa-0001"));
        assertThat(one).hasToString("2222AAAA-0000");
        assertThat(one.key()).isEqualTo("2222aaaa-0000").isEqualTo(other.key());
    }
}
