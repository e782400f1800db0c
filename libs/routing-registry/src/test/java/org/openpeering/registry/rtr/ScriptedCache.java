/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** A cache that follows a script, one part for each connection; the last part is for all further ones too. */
final class ScriptedCache implements AutoCloseable {
    private final ServerSocket socket;
    private volatile Socket talking = new Socket();

    /** What happens on one connection. */
    interface Script {
        void run(Talk talk) throws IOException, InterruptedException;
    }

    /** One connection. */
    static final class Talk {
        private final Socket socket;
        private final DataInputStream in;

        Talk(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
        }

        /** The next message of the client. */
        Pdu hear() throws IOException {
            byte[] header = in.readNBytes(8);
            if (header.length < 8) {
                throw new EOFException("the client hung up");
            }
            byte[] rest = in.readNBytes(java.nio.ByteBuffer.wrap(header).getInt(4) - 8);
            byte[] bytes = PduBytes.join(header, rest);
            try {
                return PduDecoder.decode(bytes, 0, bytes.length);
            } catch (RtrProtocolException e) {
                throw new AssertionError(HexFormat.of().formatHex(bytes), e);
            }
        }

        void say(byte[]... messages) throws IOException {
            socket.getOutputStream().write(PduBytes.join(messages));
            socket.getOutputStream().flush();
        }

        /** Whether the client has said something that was not heard yet. */
        boolean addressed() throws IOException {
            return in.available() > 0;
        }

        /** All that the client says until it hangs up. */
        byte[] rest() throws IOException {
            return in.readAllBytes();
        }

        /** Until the client hangs up. */
        void listen() throws IOException {
            while (in.read() >= 0) {
                // What it says does not matter.
            }
        }
    }

    ScriptedCache(List<Script> scripts) throws IOException {
        this(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), scripts);
    }

    /** @param socket such as one of TLS */
    ScriptedCache(ServerSocket socket, List<Script> scripts) {
        this.socket = socket;
        Thread.ofVirtual().start(() -> serve(scripts));
    }

    private void serve(List<Script> scripts) {
        for (int i = 0; ; i++) {
            try (Socket client = socket.accept()) {
                talking = client;
                scripts.get(Math.min(i, scripts.size() - 1)).run(new Talk(client));
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    RtrSettings settings() {
        return settings("127.0.0.1", Duration.ofSeconds(2));
    }

    RtrSettings settings(String host, Duration answerTimeout) {
        return new RtrSettings(
                host,
                socket.getLocalPort(),
                2,
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                answerTimeout,
                Duration.ofMillis(5),
                Duration.ofMillis(50),
                1000);
    }

    /** Ends the connection that there is, whatever its script is at. */
    void hangUp() throws IOException {
        talking.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
