/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiErrorTest {
    @ParameterizedTest
    @EnumSource
    void whatPassesByItselfSaysWhenToTryAgain(ErrorCode code) {
        boolean passes = code.status() == 429 || code.status() == 503;

        assertThat(ApiError.of(code, "x").retryAfter()).isEqualTo(passes ? 1L : null);
        assertThat(ApiError.of(code, "x").retryAfter(7).retryAfter()).isEqualTo(7L);
    }
}
