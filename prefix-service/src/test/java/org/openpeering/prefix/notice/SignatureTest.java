/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {
    /** By: printf '%s' '1700000000.{"a":1}' | openssl dgst -sha256 -hmac SECRET. */
    @Test
    void isWhatOpensslSays() {
        Map<String, String> headers =
                Signature.headers(List.of("opwh_one", "opwh_two"), Instant.ofEpochSecond(1_700_000_000), "{\"a\":1}");

        assertThat(headers)
                .containsEntry("OpenPeering-Timestamp", "1700000000")
                .containsEntry(
                        "OpenPeering-Signature",
                        "v1=f9ae27418eae3c30036e07ac849351f76dc4f7c9aae155b4476fdb4d774e7607,"
                                + "v1=c631df4936370647cdc326d380a2d15ecb08a96432d13214bda68c74528d06bb");
    }
}
