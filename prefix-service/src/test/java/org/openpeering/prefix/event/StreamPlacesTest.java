/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamPlacesTest {
    private final StreamPlaces places = new StreamPlaces(3, 2);

    @Test
    void aCallerTakesNotAllOfASubscription() {
        assertThat(places.take("s", "a")).isTrue();
        assertThat(places.take("s", "a")).isTrue();
        assertThat(places.take("s", "a")).isFalse();
        assertThat(places.take("s", "b")).isTrue();
    }

    @Test
    void aSubscriptionHasSoManyAtMostAndNoneOfAnothers() {
        places.take("s", "a");
        places.take("s", "a");
        places.take("s", "b");

        assertThat(places.take("s", "c")).isFalse();
        assertThat(places.take("t", "a")).isTrue();
    }

    @Test
    void whoIsRefusedTakesNothingAndWhoLeavesMakesRoom() {
        places.take("s", "a");
        places.take("s", "a");
        places.take("s", "a");

        places.giveBack("s", "a");
        assertThat(places.take("s", "a")).isTrue();
        assertThat(places.take("s", "a")).isFalse();
    }
}
