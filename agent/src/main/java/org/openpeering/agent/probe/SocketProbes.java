/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.net.IpAddress;

/** TCP, TLS and HTTP. No redirect is followed: of an answer nothing but its first byte is read. */
final class SocketProbes {
    /** Between round trips of one measurement. */
    private static final long PAUSE_MILLIS = 50;

    private final SSLContext tls = tls();

    Measured measure(AssignedTest test, IpAddress address, int port) throws InterruptedException {
        List<Long> trips = new ArrayList<>();
        String failure = null;
        for (int i = 0; i < test.count(); i++) {
            if (i > 0) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            try {
                trips.add(TimeUnit.NANOSECONDS.toMicros(once(test, address, port)));
            } catch (IOException e) {
                failure = Failure.of(e);
            }
        }
        return new Measured(test.count(), trips, List.of(), failure);
    }

    private long once(AssignedTest test, IpAddress address, int port) throws IOException {
        int millis = (int) test.timeout().toMillis();
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            long start = System.nanoTime();
            socket.connect(new InetSocketAddress(inet(address), port), millis);
            long connected = System.nanoTime();
            if (test.probe() == ProbeKind.TCP_CONNECT) {
                return connected - start;
            }
            socket.setSoTimeout(millis);
            long deadline = start + test.timeout().toNanos();
            if (test.probe() == ProbeKind.TLS_HANDSHAKE || test.secure()) {
                try (SSLSocket secured = handshake(socket, test.destination(), port)) {
                    long shaken = System.nanoTime();
                    return test.probe() == ProbeKind.TLS_HANDSHAKE
                            ? shaken - connected
                            : firstByte(secured, test, deadline);
                }
            }
            return firstByte(socket, test, deadline);
        }
    }

    private SSLSocket handshake(Socket socket, String name, int port) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, name, port, true);
        if (name.chars().anyMatch(Character::isLetter) && name.indexOf(':') < 0) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        return secured;
    }

    private static long firstByte(Socket socket, AssignedTest test, long deadline) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("no time is left for the request");
        }
        socket.setSoTimeout((int) left);
        String host = test.destination().indexOf(':') < 0 ? test.destination() : "[" + test.destination() + "]";
        byte[] request = ("GET " + Objects.requireNonNullElse(test.path(), "/") + " HTTP/1.1\r\nHost: " + host
                        + "\r\nUser-Agent: openpeering-agent\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long start = System.nanoTime();
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        if (in.read() < 0) {
            throw new IOException("closed without an answer");
        }
        return System.nanoTime() - start;
    }

    private static InetAddress inet(IpAddress address) throws UnknownHostException {
        return InetAddress.getByAddress(address.toBytes());
    }

    /** Nothing secret goes over it, and a certificate that has run out does not change how long a handshake takes. */
    private static SSLContext tls() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }
}
