/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.latency.LatencySample;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.agent.Agent;
import org.openpeering.insights.telemetry.SampleRules.Verdict;
import org.openpeering.kit.error.ArmException;

class SampleTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final String ID = "0b1c1c3e-0000-4000-8000-000000000003";
    private static final Agent AGENT = new Agent("fra-1", "Frankfurt", "client", null, false);
    private static final Assignment ASSIGNMENT = Assignment.of(
            AGENT,
            List.of(
                    test("target", SamplePurpose.PROBE_TARGET, ProbeKind.TCP_CONNECT, "203.0.113.7"),
                    test("gone", SamplePurpose.PROBE_TARGET, ProbeKind.TCP_CONNECT, "198.51.100.7"),
                    test("name", SamplePurpose.CONNECTION_MONITOR, ProbeKind.HTTP_FIRST_BYTE, "www.example"),
                    test("trace", SamplePurpose.CONNECTION_MONITOR, ProbeKind.TRACEROUTE, "192.0.2.1")),
            100);
    private static final String GOOD =
            "{'id':'%s','assignment':'target','measuredAt':'2026-01-02T03:04:00Z','site':'frankfurt','target':'203.0.113.7',"
                            .formatted(ID)
                    + "'sent':3,'rttMicros':[12345,12400],'failure':'Timeout'}";

    private final SampleReader reader = new SampleReader(10, 100_000);
    private final SampleRules rules = new SampleRules(
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            address -> PREFIX.contains(address) ? PREFIX : null,
            address -> address.equals(IpAddress.parse("192.0.2.254")));

    private static AgentTest test(String id, SamplePurpose purpose, ProbeKind probe, String destination) {
        return new AgentTest(
                id,
                purpose,
                probe,
                destination,
                null,
                probe.hasPort() ? 443 : null,
                null,
                false,
                null,
                Duration.ofMinutes(1),
                3,
                Duration.ofSeconds(3));
    }

    private Verdict judged(String sample) {
        return rules.judge(read("{'samples':[" + sample + "]}").samples().getFirst(), ASSIGNMENT, NOW);
    }

    private SampleReader.Read read(String json) {
        return reader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), false);
    }

    @Test
    void nobodyLearnsOfOurRoutersWhereverANameLeads() {
        String sample = GOOD.replace("'target','m", "'name','m").replace("203.0.113.7", "192.0.2.254");

        assertThat(judged(sample)).isEqualTo(new Verdict.Bad(SampleFault.FOREIGN_TARGET, "target"));
        assertThat(judged(sample.replace("192.0.2.254", "192.0.2.253"))).isInstanceOf(Verdict.Good.class);
    }

    @Test
    void whatIsMeasuredAndWhyIsTheServicesWord() {
        LatencySample sample = ((Verdict.Good) judged(GOOD)).sample();

        assertThat(sample.agent()).isEqualTo("fra-1");
        assertThat(sample.site()).isEqualTo("Frankfurt");
        assertThat(sample.prefix()).isEqualTo(PREFIX);
        assertThat(sample.key()).isEqualTo("203.0.113.0/24");
        assertThat(sample.purpose()).isEqualTo(SamplePurpose.PROBE_TARGET);
        assertThat(sample.port()).isEqualTo(443);
        assertThat(sample.sent()).isEqualTo(3);
        assertThat(sample.received()).isEqualTo(2);
        assertThat(sample.rttMicros()).containsExactly(12_345, 12_400);
        assertThat(sample.receivedAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'id':'0b1c1c3e-0000-4000-8000-000000000003' | 'id':'1'          | INVALID_ID          | id",
                "'id':'0b1c1c3e-0000-4000-8000-000000000003' | 'id':7            | MALFORMED           | id",
                "'assignment':'target'   | 'assignment':'other'                | FOREIGN_TEST        | assignment",
                "'assignment':'target'   | 'assignment':'trace'                | FOREIGN_TARGET      | target",
                "'site':'frankfurt'      | 'site':'Amsterdam'                  | FOREIGN_SITE        | site",
                "03:04:00Z               | 03:04:36Z                           | FROM_THE_FUTURE     | measuredAt",
                "03:04:00Z               | 02:54:04Z                           | TOO_LATE            | measuredAt",
                "2026-01-02T03:04:00Z    | yesterday                           | MALFORMED           | measuredAt",
                "[12345,12400]           | [12345,NaN]                         | NOT_A_NUMBER        | rttMicros",
                "[12345,12400]           | [12345,1.5]                         | NOT_A_NUMBER        | rttMicros",
                "[12345,12400]           | [12345,-Infinity]                   | NOT_A_NUMBER        | rttMicros",
                "[12345,12400]           | [12345,-1]                          | NEGATIVE_ROUND_TRIP | rttMicros",
                "[12345,12400]           | [60000001]                          | ABSURD_ROUND_TRIP   | rttMicros",
                "[12345,12400]           | [99999999999999999999999]           | ABSURD_ROUND_TRIP   | rttMicros",
                "[12345,12400]           | [1,2,3,4]                           | INVALID_COUNT       | sent",
                "[12345,12400]           | 'many'                              | MALFORMED           | rttMicros",
                "'sent':3                | 'sent':101                          | INVALID_COUNT       | sent",
                "'sent':3                | 'sent':0                            | INVALID_COUNT       | sent",
                "'sent':3                | 'sent':9223372036854775808          | INVALID_COUNT       | sent",
                "'sent':3                | 'x':0                               | INVALID_COUNT       | sent",
                "'target':'203.0.113.7'  | 'target':'203.0.113.8'              | FOREIGN_TARGET      | target",
                "'target':'203.0.113.7'  | 'target':'x'                        | MALFORMED           | target",
                "'failure':'Timeout'     | 'failure':'<script>'                | MALFORMED           | failure",
                "'failure':'Timeout'     | 'hops':[{'ttl':1}]                  | MALFORMED           | hops",
                "'failure':'Timeout'     | 'hops':[{'ttl':1,'ttl':2}]          | MALFORMED           | hops",
                "'rttMicros':[12345      | 'rttMicros':[12300],'rttMicros':[12345 | MALFORMED        | rttMicros",
                "'sent':3                | 'sent':2,'sent':3                   | MALFORMED           | sent",
            })
    void eachFaultIsNamedWithItsMember(String good, String bad, SampleFault fault, String member) {
        String sample = GOOD.replace(good.strip(), bad.strip());
        assertThat(sample).isNotEqualTo(GOOD);
        assertThat(judged(sample)).isEqualTo(new Verdict.Bad(fault, member));
    }

    @Test
    void aPrefixThatNobodyRegisteredAnyMore() {
        assertThat(judged(GOOD.replace("'target',", "'gone',").replace("203.0.113.7", "198.51.100.7")))
                .isEqualTo(new Verdict.Bad(SampleFault.PREFIX_NOT_REGISTERED, "target"));
    }

    @Test
    void aNameIsWhatTheAgentHasResolvedIt() {
        String named = GOOD.replace("'target',", "'name',");
        assertThat(((Verdict.Good) judged(named)).sample().prefix()).isEqualTo(PREFIX);
        LatencySample elsewhere = ((Verdict.Good) judged(named.replace("203.0.113.7", "198.51.100.7"))).sample();
        assertThat(elsewhere.prefix()).isNull();
        assertThat(elsewhere.key()).isEqualTo("198.51.100.0/24");
        LatencySample nowhere = ((Verdict.Good) judged(named.replace("'target':'203.0.113.7',", "")
                        .replace("[12345,12400]", "[]")
                        .replace("Timeout", "NameNotResolved")))
                .sample();
        assertThat(nowhere.target()).isEqualTo(IpAddress.parse("0.0.0.0"));
        assertThat(nowhere.received()).isZero();
    }

    @Test
    void theWayIsKept() {
        LatencySample sample = ((Verdict.Good) judged(GOOD.replace("'target',", "'trace',")
                        .replace("203.0.113.7", "192.0.2.1")
                        .replace("'sent'", "'hops':[{'ttl':1,'address':'192.0.2.9','rttMicros':3},{'ttl':2}],'sent'")))
                .sample();
        assertThat(sample.hops())
                .containsExactly(
                        new LatencySample.Hop(1, IpAddress.parse("192.0.2.9"), 3L),
                        new LatencySample.Hop(2, null, null));
    }

    @Test
    void theRestIsReadBesideWhatIsWrong() {
        SampleReader.Read read =
                read("{'version':'1.0\\u0007','dropped':7,'more':[{}],'samples':[7,{'rttMicros':[NaN]}," + GOOD
                        + ",{'hops':[{'ttl':'x'}]}]}");
        assertThat(read.version()).isEqualTo("1.0?");
        assertThat(read.dropped()).isEqualTo(7);
        assertThat(read.samples())
                .extracting(sample -> sample.fault == null)
                .containsExactly(false, false, true, false);
    }

    @Test
    void aCountOfLostSamplesThatNobodyCanCountCostsNoSample() {
        SampleReader.Read read = read("{'dropped':99999999999999999999999999,'samples':[" + GOOD + "]}");
        assertThat(read.dropped()).isNull();
        assertThat(read.samples()).hasSize(1);
    }

    /** The parser remembers names: two requests of 8 MB of them, a few kB in gzip, ended the service for want of memory. */
    @Test
    void longNamesAreRefusedSinceNamesAreRemembered() {
        assertThat(read("{'samples':[],'" + "x".repeat(128) + "':1}").samples()).isEmpty();
        for (String body : List.of("{'samples':[],'%s':1}", "{'samples':[{'%s':1}]}", "{'samples':[{'x':{'%s':1}}]}")) {
            assertThatThrownBy(() -> read(body.formatted("x".repeat(49_900))))
                    .isInstanceOfSatisfying(
                            ArmException.class,
                            refusal -> assertThat(refusal.error().code()).isEqualTo(ErrorCode.INVALID_REQUEST_CONTENT))
                    .hasMessageContaining("a name of more than 128 characters");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "''",
                "[]",
                "{}",
                "{'samples':7}",
                "{'samples':[}",
                "{'samples':[]} x",
                "{'samples':[{'id':'",
                "{'samples':[{'rttMicros':[1",
                "{'samples':[],'samples':[]}",
            })
    void whatIsNoJsonIsRefusedAsAWhole(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        refusal -> assertThat(refusal.error().code()).isEqualTo(ErrorCode.INVALID_REQUEST_CONTENT));
    }

    @Test
    void aBombUnpacksToNoMoreThanIsAllowed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write("{\"x\":\"".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 160; i++) {
                out.write(" ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThatThrownBy(() -> reader.read(bytes.toByteArray(), true))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        refusal -> assertThat(refusal.error().code())
                                .isIn(ErrorCode.REQUEST_ENTITY_TOO_LARGE, ErrorCode.INVALID_REQUEST_CONTENT));
        assertThatThrownBy(() -> reader.read(new byte[] {1, 2, 3}, true)).isInstanceOf(ArmException.class);
    }

    @Test
    void moreSamplesThanAllowedAreRefused() {
        String many = ("{}" + ",{}".repeat(10));
        assertThatThrownBy(() -> read("{'samples':[" + many + "]}"))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        refusal -> assertThat(refusal.error().code()).isEqualTo(ErrorCode.REQUEST_ENTITY_TOO_LARGE));
    }

    @Property(tries = 5000)
    void damagedBodiesAreRefusedAndNothingElse(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] body = ("{'dropped':1,'samples':[" + GOOD + "," + GOOD + "]}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(5); i >= 0; i--) {
            body[random.nextInt(body.length)] = (byte) (random.nextBoolean() ? random.nextInt(128) : random.nextInt());
        }
        try {
            reader.read(body, false).samples().forEach(sample -> rules.judge(sample, ASSIGNMENT, NOW));
        } catch (ArmException refusal) {
            assertThat(refusal.error().code().status()).isBetween(400, 413);
        }
    }

    @Test
    void theLastIdsAreKnownHoweverManyCome() {
        RecentIds recent = new RecentIds();
        Random random = new Random(7);
        for (int i = 0; i < RecentIds.KEPT * 3; i++) {
            recent.add(new UUID(random.nextLong(), random.nextLong()));
        }
        Random again = new Random(7);
        int known = 0;
        for (int i = 0; i < RecentIds.KEPT * 3; i++) {
            known += recent.knows(new UUID(again.nextLong(), again.nextLong())) ? 1 : 0;
            if (i == RecentIds.KEPT) {
                assertThat(known).isLessThanOrEqualTo(1);
            }
        }
        assertThat(known).isGreaterThanOrEqualTo(RecentIds.KEPT);
        assertThat(recent.knows(new UUID(1, 2))).isFalse();
    }

    @Test
    void manyTargetsOfAPrefixTakeTurns() {
        TelemetryConfig.Targets config = new TelemetryConfig.Targets() {
            @Override
            public Duration every() {
                return Duration.ofSeconds(60);
            }

            @Override
            public int count() {
                return 3;
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(3);
            }

            @Override
            public int perMinute() {
                return 8;
            }
        };
        assertThat(ProbeTargetTests.every(1, config)).isEqualTo(Duration.ofSeconds(60));
        assertThat(ProbeTargetTests.every(16, config)).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void nothingIsAskedOfOneThatIsDisabled() {
        Agent disabled = new Agent("fra-1", "Frankfurt", "client", null, true);
        assertThat(Assignment.of(disabled, ASSIGNMENT.tests(), 100).tests()).isEmpty();
        assertThat(Assignment.of(AGENT, ASSIGNMENT.tests(), 3).left()).isEqualTo(1);
    }
}
