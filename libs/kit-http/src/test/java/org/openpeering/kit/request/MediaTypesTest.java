/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.openpeering.state+json",
                "text/plain, Application/VND.openpeering.state+json ; q=0.5",
                "nonsense,application/vnd.openpeering.state+json;;",
            })
    void aTypeIsNamedWhereverItStands(String accept) {
        assertThat(MediaTypes.named(accept, MediaTypes.STATE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ";", "/", "*/*", "application/*", "application/json", "a b/c;d"})
    void whateverElseStandsThereNamesNone(String accept) {
        assertThat(MediaTypes.named(accept, MediaTypes.STATE)).isFalse();
    }
}
