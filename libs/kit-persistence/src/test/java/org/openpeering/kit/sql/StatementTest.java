/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.testing.ServiceTestResource;

@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class StatementTest {
    private static final Instant TIME = Instant.parse("2026-11-28T12:34:56.123456Z");

    @Inject
    Statements statements;

    @Test
    void passesEveryTypeOfParameterAndReadsEveryTypeOfColumn() {
        Map<String, Object> row = Transactions.await(() -> statements
                .of("""
                        select :text as a_text, :n as a_number, :flag as a_flag, :bytes as some_bytes,
                            :time as a_time, :json::jsonb as a_json, :prefix::cidr::text as a_prefix,
                            cardinality(:texts) as texts, cardinality(:numbers) as numbers, cardinality(:none) as none,
                            :missing as missing, :gone::inet is null as gone, 1.5::float8 as a_double,
                            :tenant as tenant, (:tenants)[1] as first_tenant,
                            :wait::interval = interval '900 milliseconds' as waits, 3::int4 as small""")
                .set("text", "what?")
                .set("n", 1L << 40)
                .set("flag", true)
                .set("bytes", new byte[] {1, 2})
                .set("time", TIME)
                .set("json", statements.json(Map.of("a", 1)))
                .set("prefix", IpPrefix.parse("10.0.0.0/8"))
                .set("texts", List.of("a", "b"))
                .set("numbers", List.of(1L, 2L, 3L))
                .set("none", List.of())
                .set("missing", null)
                .set("gone", null)
                .set("tenant", new Subscription("S-1"))
                .set("tenants", List.of(new Subscription("S-2")))
                .set("wait", java.time.Duration.ofMillis(900))
                .get(columns -> Map.ofEntries(
                        Map.entry("text", columns.text("a_text")),
                        Map.entry("number", columns.number("a_number")),
                        Map.entry("flag", columns.bool("a_flag")),
                        Map.entry("bytes", columns.bytes("some_bytes").length),
                        Map.entry("time", columns.instant("a_time")),
                        Map.entry("json", columns.json("a_json", Map.class)),
                        Map.entry("prefix", columns.text("a_prefix")),
                        Map.entry("texts", columns.number("texts")),
                        Map.entry("numbers", columns.number("numbers")),
                        Map.entry("none", columns.number("none")),
                        Map.entry("missing", String.valueOf(columns.textOrNull("missing"))),
                        Map.entry("gone", columns.bool("gone")),
                        Map.entry("double", columns.text("a_double")),
                        Map.entry("tenant", columns.text("tenant")),
                        Map.entry("first tenant", columns.text("first_tenant")),
                        Map.entry("waits", columns.bool("waits")),
                        Map.entry("small", columns.number("small")))));
        assertThat(row)
                .containsEntry("text", "what?")
                .containsEntry("number", 1L << 40)
                .containsEntry("flag", true)
                .containsEntry("bytes", 2)
                .containsEntry("time", TIME)
                .containsEntry("json", Map.of("a", 1))
                .containsEntry("prefix", "10.0.0.0/8")
                .containsEntry("texts", 2L)
                .containsEntry("numbers", 3L)
                .containsEntry("none", 0L)
                .containsEntry("missing", "null")
                .containsEntry("gone", true)
                .containsEntry("double", "1.5")
                .containsEntry("tenant", "s-1")
                .containsEntry("first tenant", "s-2")
                .containsEntry("waits", true)
                .containsEntry("small", 3L);
    }
}
