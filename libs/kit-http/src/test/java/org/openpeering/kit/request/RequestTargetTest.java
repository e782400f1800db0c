/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @ParameterizedTest
    @CsvSource({
        "/SUBSCRIPTIONS/s/providers/Microsoft.Peering/peerAsns/sec%252Dasn?API-VERSION=x,"
                + "/subscriptions/s/providers/Microsoft.Peering/peerAsns/sec%252Dasn?api-version=x",
        "/x?$skipToken=AB&%24SkipTOKEN=ab, /x?$skiptoken=AB&$skiptoken=ab",
        "/x?$Expand=Events, /x?$expand=Events",
        "/x?%61pi-version=2021-06-01, /x?api-version=2021-06-01",
        "/x?DIRECTpeeringType=Cdn&Kind=Direct, /x?directPeeringType=Cdn&kind=Direct",
        "/x?country&, /x?country&",
        "/x?%24Filter=A%20eq%20'b'&autoadjusttimegrain=true, /x?$filter=A%20eq%20'b'&AutoAdjustTimegrain=true",
    })
    void givesSegmentsAndParametersTheirOneSpelling(String sent, String canonical) {
        assertThat(RequestTarget.canonical(sent)).isEqualTo(canonical);
        assertThat(RequestTarget.canonical(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/x?", "/x?=", "/x?a=%24Skiptoken+b%20c&B==&&d", "/x?%41=b", "/operator/X%25?Q=1"})
    void leavesAllElseByteForByte(String target) {
        assertThat(RequestTarget.canonical(target)).isEqualTo(target);
    }
}
