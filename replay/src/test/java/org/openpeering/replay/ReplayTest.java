/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.replay.Recorded.announcement;
import static org.openpeering.replay.Recorded.withdrawal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.stack.synthetic.BgpMessages;
import org.openpeering.stack.synthetic.BmpMessages;
import org.openpeering.stack.synthetic.ByteWriter;

@Timeout(60)
class ReplayTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private String said() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        return Main.run(arguments, new Replay(out, false), out);
    }

    private int play(Path file, String as, int port) {
        return run(file.toString(), "--as", as, "--speed", "max", "--router", "edge-9", "--port", "" + port);
    }

    @Test
    void asARouterItTellsTablesThenMessagesAndSaysGoodbye() throws Exception {
        Path file = Recorded.file(
                folder,
                Recorded.peers(),
                Recorded.route(
                        0, false, BgpMessages.nlri(Recorded.address("203.0.113.0"), 24), Recorded.attributes(64500)),
                Recorded.route(
                        1, true, BgpMessages.nlri(Recorded.address("2001:db8:1::"), 48), Recorded.attributes6(70002)),
                announcement("198.51.100.0", 24, 64511),
                Recorded.session(7, BgpMessages.update(Recorded.NOTHING, Recorded.NOTHING, Recorded.NOTHING)),
                Recorded.session(5, new byte[] {0, 6, 0, 1}),
                withdrawal("198.51.100.0", 24));
        try (Collector collector = new Collector(Instant.ofEpochSecond(Recorded.SECONDS)::equals)) {
            assertThat(play(file, "bmp", collector.port())).as(said()).isZero();

            assertThat(collector.told())
                    .containsExactly(
                            "initiation edge-9",
                            "up 192.0.2.1 AS64500 by AS64496 with 64500",
                            "update 192.0.2.1 ROUTES",
                            "up 2001:db8::1 AS70002 by AS64496 with 70002",
                            "update 2001:db8::1 ROUTES",
                            "update 192.0.2.1 end of IPV4",
                            "update 2001:db8::1 end of IPV6",
                            "update 192.0.2.1 ROUTES",
                            "down 192.0.2.1",
                            "up 192.0.2.1 AS64500 by AS64496 with 64500",
                            "update 192.0.2.1 ROUTES",
                            "down 192.0.2.1",
                            "down 2001:db8::1",
                            "termination");
            assertThat(said()).contains("Played 5 messages of 2 peers");
        }
    }

    @Test
    void whatARouterSentIsPlayedAsItIsUnderTheNameThatIsAskedFor() throws Exception {
        byte[] header = BmpMessages.peerHeader(
                0, 0, 0, Recorded.PEER, 64_500, Recorded.PEER, Instant.ofEpochSecond(Recorded.SECONDS));
        byte[] update = BgpMessages.update(
                Recorded.NOTHING, Recorded.attributes(64500), BgpMessages.nlri(Recorded.address("203.0.113.0"), 24));
        byte[] routes = BmpMessages.routeMonitoring(header, update);
        Path file = Recorded.file(
                folder,
                BmpMessages.initiation("another", "router"),
                routes,
                BmpMessages.termination(),
                routes,
                new byte[] {3, 0, 0});
        try (Collector collector = new Collector(Instant.ofEpochSecond(Recorded.SECONDS)::equals)) {
            assertThat(play(file, "bmp", collector.port())).isEqualTo(Main.FAILED);

            assertThat(collector.told())
                    .containsExactly(
                            "initiation edge-9", "update 192.0.2.1 ROUTES", "update 192.0.2.1 ROUTES", "termination");
            assertThat(said()).contains("The recording breaks at byte " + (Files.size(file) - 3) + ", in message 5");
        }
    }

    @Test
    void aDamagedRecordingIsPlayedUpToTheDamage() throws Exception {
        byte[] first = announcement("203.0.113.0", 24, 64500);
        byte[] cut = withdrawal("203.0.113.0", 24);
        Path file = Recorded.file(folder, first, Arrays.copyOf(cut, cut.length - 1));
        try (Collector collector = new Collector(Instant.ofEpochSecond(Recorded.SECONDS)::equals)) {
            assertThat(play(file, "bmp", collector.port())).isEqualTo(Main.FAILED);

            assertThat(collector.told()).contains("update 192.0.2.1 ROUTES").endsWith("down 192.0.2.1", "termination");
            assertThat(said())
                    .contains("The recording breaks at byte " + first.length
                            + ", in record 2: the stream ends inside of the record. What comes before it was played.");
        }
    }

    @Test
    void aRouterThatIsNotInTheInventoryIsToldSo() throws Exception {
        Path file = Recorded.file(folder, announcement("203.0.113.0", 24, 64500));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    server.accept().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThat(play(file, "bmp", server.getLocalPort())).isEqualTo(Main.FAILED);
        }
        assertThat(said()).contains("closed the connection of router \"edge-9\" from 127.0.0.1: it has to be in the");
    }

    @Test
    void aCollectorThatIsNotThereIsToldSo() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }

        assertThat(play(Recorded.file(folder, announcement("203.0.113.0", 24, 64500)), "bmp", port))
                .isEqualTo(Main.FAILED);
        assertThat(said()).contains("Nobody takes BMP at 127.0.0.1:" + port).contains("is ./start running?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FILE|Missing required option",
                "FILE --as|parameter",
                "FILE --as bgp|--as is bmp or ris, not \"bgp\"",
                "--as bmp|Missing required parameter",
                "FILE --as bmp --speed fast|--speed is max, 1x, 10x",
                "FILE --as bmp --speed 0x|--speed is max, 1x, 10x",
                "FILE --as bmp --port 70000|\"70000\" is no port number",
                "FILE --as bmp --source localhost|--source is an address of this machine",
                "FILE --as bmp --what|Unknown option",
                "FILE --as bmp --scenario youtube-2008|Either FILE or --scenario, not both",
                "/no/such/file --as bmp|There is no file /no/such/file",
            })
    void whatCanNotBeIsRefusedWithTheReason(String arguments, String reason) throws Exception {
        String file =
                Recorded.file(folder, announcement("203.0.113.0", 24, 64500)).toString();

        assertThat(run(arguments.replace("FILE", file).split(" ", -1))).isEqualTo(Main.UNUSABLE);

        assertThat(said()).contains(reason);
    }

    @Test
    void whatIsNoRecordingIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("text"), "Dear diary, today I heard of a route.");
        try (Collector collector = new Collector(Instant.ofEpochSecond(Recorded.SECONDS)::equals)) {
            assertThat(play(file, "bmp", collector.port())).isEqualTo(Main.UNUSABLE);
        }
        assertThat(said()).contains("is no recording in MRT that can be read: at byte 0, in record 1: a record of");
    }

    @Test
    void helpIsNoError() {
        assertThat(run("--help")).isZero();
        assertThat(said())
                .contains("Usage: local-stack/replay")
                .contains("--speed")
                .contains("OPENPEERING_BMP_PORT");
    }

    /** A client of RIS Live; what it was told is complete when the server closes. */
    private static final class Client implements java.net.http.WebSocket.Listener {
        private final List<JsonNode> told = new ArrayList<>();
        private final CompletableFuture<List<JsonNode>> all = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(java.net.http.WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    told.add(new ObjectMapper().readTree(text.toString()));
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    all.completeExceptionally(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(java.net.http.WebSocket socket, int code, String reason) {
            all.complete(told);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(java.net.http.WebSocket socket, Throwable failure) {
            all.completeExceptionally(failure);
        }
    }

    @Test
    void asRisLiveItTellsSubscribersWhatTheyAskedFor() throws Exception {
        byte[] set = new ByteWriter()
                .raw(BgpMessages.attribute(BgpMessages.TRANSITIVE, 1, new byte[] {0}))
                .raw(BgpMessages.attribute(
                        BgpMessages.TRANSITIVE,
                        2,
                        new ByteWriter()
                                .u8(2)
                                .u8(1)
                                .u32(64500)
                                .u8(1)
                                .u8(2)
                                .u32(64501)
                                .u32(64502)
                                .bytes()))
                .raw(BgpMessages.attribute(BgpMessages.TRANSITIVE, 3, Recorded.PEER))
                .bytes();
        Path file = Recorded.file(
                folder,
                announcement("203.0.113.128", 25, 64511),
                announcement("198.51.100.0", 24, 64511),
                Recorded.session(
                        4,
                        BgpMessages.update(Recorded.NOTHING, set, BgpMessages.nlri(Recorded.address("203.0.0.0"), 16))),
                withdrawal("203.0.113.128", 25),
                Recorded.session(5, new byte[] {0, 6, 0, 1}));
        // Not on the common pool: the client's answers come there, and it may be one thread.
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(
                () -> play(file, "ris", 0), task -> Thread.ofVirtual().start(task));
        Client client = new Client();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port() + "/v1/ws/?client=test"), client)
                    .join();
            socket.sendText("{\"type\":\"ping\"}", true).join();
            socket.sendText("""
                {"type":"ris_subscribe","data":{"prefix":"203.0.113.0/24","lessSpecific":true,"type":"UPDATE",
                "socketOptions":{"acknowledge":true}}}\
                """, true).join();
            socket.sendText("{\"type\":\"ris_subscribe\",\"data\":{\"type\":\"RIS_PEER_STATE\"}}", true)
                    .join();

            List<JsonNode> told = client.all.get(20, TimeUnit.SECONDS);

            assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
            assertThat(told)
                    .extracting(each -> each.path("type").asText() + " "
                            + each.path("data").path("type").asText())
                    .containsExactly(
                            "pong ",
                            "ris_subscribe_ok UPDATE",
                            "ris_message RIS_PEER_STATE",
                            "ris_message UPDATE",
                            "ris_message UPDATE",
                            "ris_message UPDATE",
                            "ris_message RIS_PEER_STATE");
            assertThat(told.get(3).path("data")).isEqualTo(new ObjectMapper().readTree("""
                {"timestamp":1500000000.000,"peer":"192.0.2.1","peer_asn":"64500","id":"192.0.2.1-2",
                "host":"edge-9","type":"UPDATE","path":[64500,64511],"community":[[64500,7]],"origin":"igp",
                "announcements":[{"next_hop":"192.0.2.1","prefixes":["203.0.113.128/25"]}],
                "withdrawals":[]}\
                """));
            assertThat(told.get(4).path("data").path("path")).hasToString("[64500,[64501,64502]]");
            assertThat(told.get(5).path("data").path("withdrawals")).hasToString("[\"203.0.113.128/25\"]");
            assertThat(told.get(6).path("data").path("state").asText()).isEqualTo("down");
        }
    }

    /** Where it serves, as it says. */
    private int port() throws InterruptedException {
        Pattern where = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)/");
        while (true) {
            Matcher found = where.matcher(said());
            if (found.find()) {
                return Integer.parseInt(found.group(1));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void bmpCanNotBeServedAsRisLive() throws Exception {
        Path file = Recorded.file(folder, BmpMessages.initiation("another", "router"));

        assertThat(play(file, "ris", 0)).isEqualTo(Main.UNUSABLE);
        assertThat(said()).contains("which can only be played as bmp");
    }
}
