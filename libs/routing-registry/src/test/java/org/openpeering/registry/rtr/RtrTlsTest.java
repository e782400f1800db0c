/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.registry.rtr.PduBytes.announce;
import static org.openpeering.registry.rtr.PduBytes.end;
import static org.openpeering.registry.rtr.PduBytes.response;
import static org.openpeering.registry.rtr.PduBytes.vrp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.registry.rpki.Vrp;

/** A cache behind TLS, with certificates that are made for the test. */
@Timeout(60)
class RtrTlsTest {
    private static final Vrp A = vrp("192.0.2.0/24", 24, 64496);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    private final Updates updates = new Updates();
    private ScriptedCache cache;
    private RtrClient client;

    @AfterEach
    void stop() throws IOException {
        client.close();
        cache.close();
    }

    /** A key with a certificate for it, signed by itself. */
    private KeyStore identity(String file, String... extension) throws Exception {
        Path path = folder.resolve(file);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                "cache",
                "-dname",
                "CN=localhost",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                path.toString()));
        command.addAll(List.of(extension));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static SSLContext context(KeyStore identity, KeyStore trusted) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static SSLServerSocket listen(SSLContext context) throws IOException {
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 8, InetAddress.getLoopbackAddress());
    }

    private void follow(SSLContext context) {
        client = RtrClient.start(
                cache.settings("localhost", Duration.ofSeconds(2)).over(() -> context),
                InstantSource.system(),
                updates);
    }

    private static void giveA(ScriptedCache.Talk talk) throws IOException {
        talk.hear();
        talk.say(response(2, 7), announce(2, A), end(2, 7, 1, 1));
        talk.hear();
        talk.say(response(2, 7), end(2, 7, 2, 3600));
        talk.listen();
    }

    /** The second answer comes after a pause in which a read has run out of its time. */
    @Test
    void followsACacheThatIsWhoItSays() throws Exception {
        KeyStore identity = identity("good", "-ext", "san=dns:localhost");
        cache = new ScriptedCache(listen(context(identity, identity)), List.of(RtrTlsTest::giveA));

        follow(context(identity, identity));

        assertThat(updates.next().vrps()).containsExactly(A.toString());
        assertThat(updates.next().status().serial()).isEqualTo(2);
        assertThat(client.status().failures()).isZero();
    }

    @Test
    void comesWithACertificateWhereTheCacheWantsOne() throws Exception {
        KeyStore identity = identity("cache", "-ext", "san=dns:localhost");
        KeyStore ours = identity("ours", "-ext", "san=ip:127.0.0.1");
        SSLServerSocket socket = listen(context(identity, ours));
        socket.setNeedClientAuth(true);
        cache = new ScriptedCache(socket, List.of(RtrTlsTest::giveA));

        follow(context(ours, identity));

        assertThat(updates.next().vrps()).containsExactly(A.toString());
    }

    private void assertRefused(KeyStore identity, KeyStore trusted, String why) throws Exception {
        cache = new ScriptedCache(listen(context(identity, identity)), List.of(RtrTlsTest::giveA));

        follow(context(identity, trusted));

        assertThat(Updates.status(client, status -> status.failures() > 0).lastError())
                .contains(why);
        assertThat(updates.isEmpty()).isTrue();
    }

    @Test
    void refusesACacheOfAnotherName() throws Exception {
        KeyStore identity = identity("other", "-ext", "san=dns:rpki.example");
        assertRefused(identity, identity, "localhost");
    }

    /** RFC 8210 section 9.2: the common name is not looked at. */
    @Test
    void refusesACacheThatIsOnlyCommonlyCalledSo() throws Exception {
        KeyStore identity = identity("common");
        assertRefused(identity, identity, "no subjectAltName");
    }

    @Test
    void refusesACacheThatNobodyVouchesFor() throws Exception {
        assertRefused(
                identity("stranger", "-ext", "san=dns:localhost"),
                identity("trusted", "-ext", "san=dns:localhost"),
                "PKIX path");
    }

    /** Each byte comes within the limit of a read. */
    @Test
    void leavesACacheWhoseHandshakeDrips() throws Exception {
        KeyStore identity = identity("drips", "-ext", "san=dns:localhost");
        cache = new ScriptedCache(List.of(talk -> {
            talk.say(new byte[] {22, 3, 3, 64, 0});
            while (true) {
                talk.say(new byte[] {2});
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }));

        follow(context(identity, identity));

        assertThat(Updates.status(client, status -> status.failures() > 0).lastError())
                .isNotNull();
    }

    /** The cache answers, and what is between drips: each byte of one record comes within the limit of a read. */
    @Test
    void leavesACacheWhoseRecordsDrip() throws Exception {
        KeyStore identity = identity("slow", "-ext", "san=dns:localhost");
        byte[][] answer = new byte[400][];
        Arrays.fill(answer, PduBytes.notify(2, 7, 1));
        AtomicBoolean dripping = new AtomicBoolean();
        cache = new ScriptedCache(listen(context(identity, identity)), List.of(talk -> {
            talk.hear();
            dripping.set(true);
            talk.say(answer);
            talk.listen();
        }));
        try (ServerSocket between = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> pass(between, cache.settings().port(), dripping));
            RtrSettings settings = cache.settings("localhost", Duration.ofSeconds(2));
            SSLContext context = context(identity, identity);
            client = RtrClient.start(
                    new RtrSettings(
                                    settings.host(),
                                    between.getLocalPort(),
                                    settings.version(),
                                    settings.connectTimeout(),
                                    settings.messageTimeout(),
                                    settings.answerTimeout(),
                                    settings.firstPause(),
                                    settings.longestPause(),
                                    settings.mostRecords())
                            .over(() -> context),
                    InstantSource.system(),
                    updates);

            Updates.status(client, status -> status.failures() > 0);
        }
        assertThat(dripping).isTrue();
    }

    /** One connection after the other, byte by byte. */
    private static void pass(ServerSocket between, int port, AtomicBoolean dripping) {
        while (!between.isClosed()) {
            try (Socket client = between.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.ofVirtual().start(() -> {
                    try {
                        client.getInputStream().transferTo(server.getOutputStream());
                    } catch (IOException e) {
                        // The end of the connection.
                    }
                });
                for (int next = server.getInputStream().read();
                        next >= 0;
                        next = server.getInputStream().read()) {
                    client.getOutputStream().write(next);
                    if (dripping.get()) {
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                }
            } catch (IOException | InterruptedException e) {
                // The next one.
            }
        }
    }
}
