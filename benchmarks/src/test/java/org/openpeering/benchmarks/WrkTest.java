/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrkTest {
    private static final String PRINTED = """
            Running 2s test @ https://127.0.0.1:8443/
              1 threads and 32 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     3.15ms    1.02ms  20.11ms   80.00%
                Req/Sec    10.19k     1.20k   12.01k    70.00%
              20382 requests in 2.04s, 9.31MB read
            """;

    @Test
    void requestsAndTheirTimeAreRead() {
        assertThat(Wrk.read(PRINTED + "Requests/sec:  10190.12\n")).isEqualTo(new Wrk.Count(20382, 2.04));
        assertThat(Wrk.read("  99 requests in 1.50m, 1KB read\n").perSecond()).isEqualTo(1.1);
    }

    @Test
    void whatIsNoSuccessIsAFailure() {
        assertThatThrownBy(() -> Wrk.read(PRINTED + "  Non-2xx or 3xx responses: 7\n"))
                .hasMessage("wrk: Non-2xx or 3xx responses: 7");
        assertThatThrownBy(() -> Wrk.read("  Socket errors: connect 0, read 3, write 0, timeout 0\n" + PRINTED))
                .hasMessage("wrk: Socket errors: connect 0, read 3, write 0, timeout 0");
        assertThatThrownBy(() -> Wrk.read("unable to connect")).hasMessageContaining("unable to connect");
    }

    @Test
    void aForgedTokenDiffersInItsSignatureAlone() {
        assertThat(GatewayBenchmark.forged("a.b.Abc")).isEqualTo("a.b.Bbc");
        assertThat(GatewayBenchmark.forged("a.b.xbc")).isEqualTo("a.b.Abc");
    }

    @Test
    void theMedianOfAnEvenNumberIsBetween() {
        assertThat(GatewayBenchmark.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(GatewayBenchmark.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }
}
