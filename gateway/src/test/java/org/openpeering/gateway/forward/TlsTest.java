/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TlsTest {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_256_GCM_SHA384",
        "TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    })
    void shakesHandsByWhatIsSafe(String protocol, String suite) throws Exception {
        assertThat(handshake(protocol, suite)).isEqualTo(suite);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"
            })
    void refusesSuitesWithoutAuthenticatedEncryption(String suite) {
        assertThatThrownBy(() -> handshake("TLSv1.2", suite)).isInstanceOf(SSLHandshakeException.class);
    }

    /** By hand: a client of today does not offer them. */
    @ParameterizedTest
    @CsvSource({"0x0303, 22", "0x0302, 21", "0x0301, 21", "0x0300, 21"})
    void refusesVersionsBefore12(String version, int record) throws IOException {
        assertThat(answerToHello(Integer.decode(version), 0xc02f)).isEqualTo(record);
    }

    @Test
    void refusesACbcSuiteInAHelloOf12() throws IOException {
        assertThat(answerToHello(0x0303, 0xc02f)).isEqualTo(HANDSHAKE);
        assertThat(answerToHello(0x0303, 0xc027)).isEqualTo(ALERT);
        assertThat(answerToHello(0x0303, 0x009c)).isEqualTo(ALERT);
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
    }

    private static String handshake(String protocol, String suite) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            return socket.getSession().getCipherSuite();
        }
    }

    /** The type of the record that answers a ClientHello of the version with one suite. */
    private static int answerToHello(int version, int suite) throws IOException {
        ByteBuffer extensions = ByteBuffer.allocate(64);
        // supported_groups: secp256r1; ec_point_formats: uncompressed; signature_algorithms: RSA-PSS and PKCS#1,
        // SHA-256
        extensions.put(new byte[] {0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0});
        extensions.put(new byte[] {0, 13, 0, 6, 0, 4, 8, 4, 4, 1});
        int extended = extensions.position();
        ByteBuffer hello = ByteBuffer.allocate(256);
        hello.putShort((short) version).put(new byte[32]).put((byte) 0);
        hello.putShort((short) 2).putShort((short) suite).put((byte) 1).put((byte) 0);
        hello.putShort((short) extended).put(extensions.array(), 0, extended);
        int length = hello.position();
        ByteBuffer record = ByteBuffer.allocate(512);
        record.put((byte) HANDSHAKE).putShort((short) 0x0301).putShort((short) (length + 4));
        record.put((byte) 1).put((byte) 0).putShort((short) length).put(hello.array(), 0, length);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(record.array(), 0, record.position());
            return new DataInputStream(socket.getInputStream()).readUnsignedByte();
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
