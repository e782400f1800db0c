/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.latency.imported.ImportView.Refusal;

/** Results in the form that RIPE Atlas documents, and flows in ours; all of it was made up for these tests. */
class UploadTest {
    private static final String PING = """
            {"fw":5080,"lts":12,"dst_name":"203.0.113.7","af":4,"dst_addr":"203.0.113.7","src_addr":"192.0.2.10",\
            "proto":"ICMP","ttl":57,"size":48,"result":[{"rtt":12.5},{"x":"*"},{"rtt":12.75}],"dup":0,"rcvd":2,"sent":3,\
            "min":12.5,"max":12.75,"avg":12.625,"msm_id":1001,"prb_id":1234,"timestamp":1774958400,"msm_name":"Ping",\
            "from":"192.0.2.10","type":"ping","group_id":1001,"step":240,"stored_timestamp":1774958460}""";
    private static final String TRACE = """
            {"fw":5080,"lts":5,"endtime":1774958402,"dst_name":"203.0.113.7","dst_addr":"203.0.113.7","src_addr":"192.0.2.10",\
            "proto":"ICMP","af":4,"size":48,"paris_id":3,"destination_ip_responded":true,"result":[\
            {"hop":1,"result":[{"from":"192.0.2.1","ttl":64,"size":76,"rtt":0.5},{"from":"192.0.2.1","ttl":64,"size":76,"rtt":0.4},{"x":"*"}]},\
            {"hop":2,"result":[{"x":"*"},{"x":"*"},{"x":"*"}]},\
            {"hop":3,"result":[{"from":"203.0.113.7","ttl":57,"size":48,"rtt":11.0},{"from":"203.0.113.7","ttl":57,"size":48,"rtt":11.2},\
            {"late":1,"from":"203.0.113.7","size":48,"rtt":900.0},{"x":"*"}]}],\
            "msm_id":5001,"prb_id":1234,"timestamp":1774958400,"msm_name":"Traceroute","from":"192.0.2.10","type":"traceroute"}""";

    private final List<Foreign> taken = new ArrayList<>();
    private final Tally tally = new Tally();
    private final Upload upload = new Upload(tally, taken::add);

    @Test
    void readsAPing() throws IOException {
        json(PING);
        assertThat(taken)
                .containsExactly(new Foreign(
                        "1001/1234/1774958400/203.0.113.7",
                        Instant.ofEpochSecond(1774958400),
                        "1234",
                        IpAddress.parse("203.0.113.7"),
                        ProbeKind.ICMP_ECHO,
                        3,
                        List.of(12_500L, 12_750L),
                        List.of()));
    }

    @Test
    void ofATraceOnlyTheTargetsOwnAnswersAreRoundTrips() throws IOException {
        json(TRACE);
        Foreign trace = taken.getFirst();
        assertThat(trace.probe()).isEqualTo(ProbeKind.TRACEROUTE);
        assertThat(trace.rttMicros()).containsExactly(11_000L, 11_200L);
        assertThat(trace.sent()).isEqualTo(3);
        assertThat(trace.hops())
                .containsExactly(
                        new Hop(1, IpAddress.parse("192.0.2.1"), 400L),
                        new Hop(2, null, null),
                        new Hop(3, IpAddress.parse("203.0.113.7"), 11_000L));
    }

    @Test
    void aTraceThatDidNotArriveIsALoss() throws IOException {
        json(TRACE.replace("203.0.113.7\",\"ttl\"", "198.51.100.9\",\"ttl\""));
        assertThat(taken.getFirst().rttMicros()).isEmpty();
        assertThat(taken.getFirst().sent()).isEqualTo(1);
    }

    @Test
    void whatCameTwiceIsNoAnswer() throws IOException {
        json(PING.replace("{\"x\":\"*\"}", "{\"rtt\":12.6,\"dup\":1}"));
        assertThat(taken.getFirst().rttMicros()).containsExactly(12_500L, 12_750L);
        assertThat(taken.getFirst().sent()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            emptyValue = "",
            value = {
                "\"rtt\":12.5}|\"rtt\":NaN}|between 0 and 60 s",
                "\"rtt\":12.5}|\"rtt\":-1}|between 0 and 60 s",
                "\"rtt\":12.5}|\"rtt\":\"fast\"}|'rtt' is not a number",
                "\"dst_addr\":\"203.0.113.7\"|\"dst_addr\":\"nowhere\"|'dst_addr' is no IP address",
                "\"dst_addr\":\"203.0.113.7\",|^^|'dst_addr' is missing",
                "\"type\":\"ping\"|\"type\":\"dns\"|neither ping nor traceroute",
                "\"prb_id\":1234|\"prb_id\":\"me\"|'prb_id' is not a number",
                "\"timestamp\":1774958400|\"timestamp\":\"soon\"|'timestamp' is neither",
                "\"sent\":3|\"sent\":300|1 to 100",
                "\"result\":[|\"results\":[|'result' is not an array",
            })
    void aResultAtFaultIsRefusedByNameAndTheRestIsTaken(String good, String bad, String reason) throws IOException {
        json(PING + "\n" + PING.replace(good, bad) + "\n" + TRACE);
        assertThat(taken).hasSize(2);
        ImportView view = tally.view();
        assertThat(view.records()).isEqualTo(3);
        assertThat(view.accepted()).isEqualTo(2);
        assertThat(view.refused()).isEqualTo(1);
        assertThat(view.refusals().getFirst().record()).isEqualTo(2);
        assertThat(view.refusals().getFirst().reason()).contains(reason);
        assertThat(view.stopped()).isNull();
    }

    @Test
    void readsAnArrayToo() throws IOException {
        json(" [" + PING + ",\n 7, " + PING.replace("12.5", "NaN") + ", " + TRACE + "]");
        assertThat(taken).hasSize(2);
        assertThat(tally.view().refusals()).extracting(Refusal::record).containsExactly(2L, 3L);
        assertThat(tally.view().stopped()).isNull();
    }

    @Test
    void ofAnArrayThatBreaksWhatCameBeforeIsTakenAndTheEndIsTold() throws IOException {
        json("[" + PING + ", {]");
        assertThat(taken).hasSize(1);
        assertThat(tally.view().stopped()).contains("After record 2");
        Tally cut = new Tally();
        new Upload(cut, taken::add).json(new ByteArrayInputStream(("[" + PING).getBytes(UTF_8)), AtlasResult::read);
        assertThat(cut.view().stopped()).contains("After record 1");
    }

    @Test
    void linesAreBounded() throws IOException {
        json("{\"a\":\"" + "x".repeat(Lines.LONGEST) + "\"}\n\n" + PING);
        assertThat(taken).hasSize(1);
        assertThat(tally.view().refusals().getFirst().reason()).contains("longer than");
        assertThat(tally.view().records()).isEqualTo(2);
    }

    @Test
    void objectsOfAnArrayAreBounded() throws IOException {
        json("[{\"a\":[" + "1,".repeat(30_000) + "1]}," + PING + "]");
        assertThat(taken).hasSize(1);
        assertThat(tally.view().refusals().getFirst().reason()).contains("20000");
    }

    /** 585 MB of text in 9,000 values of one record ended the service for want of memory. */
    @Test
    void textsOfAnObjectOfAnArrayAreBoundedTogether() throws IOException {
        json("[{\"a\":[" + ("\"" + "x".repeat(65_000) + "\",").repeat(20) + "1]}," + PING + "]");
        assertThat(taken).hasSize(1);
        assertThat(tally.view().refusals().getFirst().reason()).contains("262144 characters");
        assertThat(tally.view().stopped()).isNull();
    }

    @Test
    void longNamesAreRefusedSinceNamesAreRemembered() throws IOException {
        json("{\"" + "x".repeat(257) + "\":1}\n" + PING + "\n");
        assertThat(taken).hasSize(1);
        json("[" + PING + ",{\"" + "x".repeat(257) + "\":1}]");
        assertThat(taken).hasSize(2);
        assertThat(tally.view().stopped()).contains("a name");
    }

    @Test
    void whatFollowsOnALineOrBehindAnArrayIsNeverPassedOverInSilence() throws IOException {
        json(PING + PING + "\n" + TRACE);
        assertThat(taken).hasSize(1);
        assertThat(tally.view().refusals()).containsExactly(new Refusal(1, "It is not one value of JSON."));
        json("[" + PING + "]\n[" + TRACE + "]");
        assertThat(taken).hasSize(2);
        assertThat(tally.view().stopped()).contains("After record 3 the array ends, and more comes");
    }

    @Test
    void theMarkOfSpreadsheetsIsNoText() throws IOException, Fault {
        json("\uFEFF[" + PING + "]");
        json("\uFEFF" + PING);
        upload.csv(stream("\uFEFFtime,address,rttMicros\n1774958400,203.0.113.7,10500\n"));
        json("7");
        assertThat(taken).hasSize(3);
        assertThat(tally.view().refusals()).containsExactly(new Refusal(4, "It is not an object."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[1,\"x\",null,[]]|'result' has what is no object: '1'",
                "[{\"rtt\":1},[]]|'result' has what is no object: '[]'",
            })
    void whatIsNoAnswerIsNoLoss(String result, String reason) throws IOException {
        json(PING.replaceFirst("\"result\":\\[[^]]*]", "\"result\":" + result));
        assertThat(taken).isEmpty();
        assertThat(tally.view().refusals().getFirst().reason()).isEqualTo(reason);
    }

    /** The probe could not send it: that says nothing about the way. */
    @Test
    void whatCouldNotBeSentIsNoLoss() throws IOException {
        json(PING.replace("{\"x\":\"*\"}", "{\"error\":\"sendto failed: Network is unreachable\"}"));
        assertThat(taken.getFirst().sent()).isEqualTo(2);
        assertThat(taken.getFirst().rttMicros()).containsExactly(12_500L, 12_750L);

        json(
                PING.replaceFirst(
                        "\"result\":\\[[^]]*]",
                        "\"result\":[{\"error\":\"sendto failed: Network is unreachable\"},{\"error\":\"x\"},{\"error\":\"x\"}]"));
        assertThat(taken).hasSize(1);
        assertThat(tally.view().refusals().getFirst().reason())
                .isEqualTo("Nothing was sent, so nothing was measured: 'x'");

        json(TRACE.replace("{\"x\":\"*\"}]}],", "{\"error\":\"sendto failed\"}]}],"));
        assertThat(taken.getLast().sent()).isEqualTo(2);
    }

    /** It is the answer to a packet that is there as lost already. */
    @Test
    void anAnswerThatIsTooLateIsNoPacketMore() throws IOException {
        json(PING.replace("{\"x\":\"*\"},", "{\"x\":\"*\"},{\"rtt\":1500.1,\"late\":1},"));
        assertThat(taken.getFirst().sent()).isEqualTo(3);
        assertThat(taken.getFirst().rttMicros()).hasSize(2);
    }

    @Test
    void aMemberThatIsThereTwiceIsRefusedAndTheRestIsTaken() throws IOException {
        String twice = PING.replace("\"sent\":3", "\"sent\":3,\"sent\":4");
        json(twice + "\n" + PING);
        json("[" + twice + "," + PING + "]");
        assertThat(taken).hasSize(2);
        assertThat(tally.view().refusals())
                .containsExactly(
                        new Refusal(1, "It has a member twice; nobody can say which counts."),
                        new Refusal(3, "It has a member twice; nobody can say which counts."));
        assertThat(tally.view().stopped()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[5,null,\"x\"]",
                "[{\"error\":\"connect failed: Network is unreachable\"}]",
                "[{\"hop\":1,\"error\":\"sendto failed\"},{\"hop\":2,\"result\":[{\"error\":\"x\"},{\"error\":\"x\"}]}]",
                "[{\"hop\":-5,\"result\":[]},{\"hop\":2147483647,\"result\":[]}]",
            })
    void aTraceWithoutHopsIsNoLoss(String result) throws IOException {
        json(TRACE.replaceFirst("\"result\":\\[.*],\"msm_id\"", "\"result\":" + result + ",\"msm_id\""));
        assertThat(taken).isEmpty();
        assertThat(tally.view().refusals().getFirst().reason()).contains("nothing was measured");
    }

    @Test
    void onlyTheFirstRefusalsAreTold() throws IOException {
        json("nonsense\n".repeat(1_000));
        assertThat(tally.view().refused()).isEqualTo(1_000);
        assertThat(tally.view().refusals()).hasSize(100);
    }

    @Test
    void readsFlowsAsObjects() throws IOException {
        upload.json(stream("""
                {"time":"2026-03-31T12:00:00Z","site":"Frankfurt","address":"203.0.113.7","rttMicros":10500}
                {"time":1774958400.25,"address":"2001:db8::7","rttMicros":[9000,9100],"sent":3,"id":"x"}
                {"time":1774958400,"address":"203.0.113.7","rttMicros":[]}
                {"time":1774958400,"address":"203.0.113.7","rttMicros":"NaN"}
                """), FlowRecord::read);
        assertThat(taken).hasSize(2);
        assertThat(taken.get(0).place()).isEqualTo("Frankfurt");
        assertThat(taken.get(0).rttMicros()).containsExactly(10_500L);
        assertThat(taken.get(0).probe()).isEqualTo(ProbeKind.TCP_CONNECT);
        assertThat(taken.get(1).identity()).isEqualTo("x");
        assertThat(taken.get(1).at()).isEqualTo(Instant.ofEpochSecond(1774958400, 250_000_000));
        assertThat(taken.get(1).sent()).isEqualTo(3);
        assertThat(tally.view().refusals()).extracting(Refusal::record).containsExactly(3L, 4L);
    }

    @Test
    void readsFlowsAsCsv() throws IOException, Fault {
        upload.csv(stream("""
                time,site,address,rttMicros,sent
                2026-03-31T12:00:00Z,Frankfurt,203.0.113.7,10500,
                1774958400,,203.0.113.7,9000 9100,4
                1774958400,Frankfurt,203.0.113.7
                1774958400,Frankfurt,203.0.113.7,much,
                """));
        assertThat(taken).hasSize(2);
        assertThat(taken.get(1).place()).isNull();
        assertThat(taken.get(1).rttMicros()).containsExactly(9_000L, 9_100L);
        assertThat(taken.get(1).sent()).isEqualTo(4);
        assertThat(tally.view().refusals())
                .extracting(Refusal::reason)
                .containsExactly("It has 3 values for 5 columns.", "'rttMicros' is not a number: 'much'");
    }

    @Test
    void csvWithoutNamesIsRefusedWhole() {
        assertThatThrownBy(() -> upload.csv(stream("1774958400,Frankfurt,203.0.113.7,10500\n")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("first line");
        assertThatThrownBy(() -> upload.csv(stream("x".repeat(300_000))))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("longer than 262144 bytes");
        assertThatThrownBy(() -> upload.csv(stream("time,address\n")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("'rttMicros' is missing");
    }

    @Test
    void siteAndPrefixAreKnownOrNamedInTheRefusal() throws Fault {
        Set<IpPrefix> registered = Set.of(IpPrefix.parse("203.0.113.0/24"), IpPrefix.parse("203.0.113.0/26"));
        Sites sites = new Sites(
                Map.of("1234", "frankfurt", "9", "Atlantis"),
                null,
                name -> name.equalsIgnoreCase("Frankfurt") ? Optional.of("Frankfurt") : Optional.empty(),
                registered::contains);
        assertThat(sites.ofProbe("1234")).isEqualTo("Frankfurt");
        assertThat(sites.prefix(IpAddress.parse("203.0.113.7"))).isEqualTo(IpPrefix.parse("203.0.113.0/26"));
        assertThat(sites.prefix(IpAddress.parse("203.0.113.77"))).isEqualTo(IpPrefix.parse("203.0.113.0/24"));
        assertThatThrownBy(() -> sites.ofProbe("7")).hasMessageContaining("Probe 7 stands for no site");
        assertThatThrownBy(() -> sites.ofProbe("9")).hasMessageContaining("no edge site 'Atlantis'");
        assertThatThrownBy(() -> sites.ofFlow(null)).hasMessageContaining("'site' is missing");
        assertThatThrownBy(() -> sites.prefix(IpAddress.parse("198.51.100.1")))
                .hasMessageContaining("Nobody has registered");
    }

    private void json(String body) throws IOException {
        upload.json(stream(body), AtlasResult::read);
    }

    private static ByteArrayInputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(UTF_8));
    }
}
