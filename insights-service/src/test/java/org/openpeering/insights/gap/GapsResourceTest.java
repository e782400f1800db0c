/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.openpeering.insights.directory.Directory;
import org.openpeering.kit.error.ArmException;

class GapsResourceTest {
    private final Directory directory = new Directory();
    private final GapsResource gaps = new GapsResource(directory);

    @Test
    void whileGapsAreStillReadNobodyIsToldThatThereAreNone() {
        assertThatThrownBy(gaps::gaps).isInstanceOf(ArmException.class);
        directory.gaps().caughtUp();
        assertThat(gaps.gaps().await().indefinitely().value()).isEmpty();
    }
}
