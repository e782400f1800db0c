/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rtr;

import java.io.DataInputStream;
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

        /** Until the client hangs up. */
        void listen() throws IOException {
            while (in.read() >= 0) {
                // What it says does not matter.
            }
        }
    }

    ScriptedCache(List<Script> scripts) throws IOException {
        socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(scripts));
    }

    private void serve(List<Script> scripts) {
        for (int i = 0; ; i++) {
            try (Socket client = socket.accept()) {
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
        return new RtrSettings(
                "127.0.0.1",
                socket.getLocalPort(),
                2,
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofMillis(5),
                Duration.ofMillis(50),
                1000);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
