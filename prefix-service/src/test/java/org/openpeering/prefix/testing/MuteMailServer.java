/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An SMTP server that takes one mail of a connection and says nothing more on it, as where something between has forgotten a
 * connection that stood idle.
 */
public final class MuteMailServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> subjects = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    public MuteMailServer(int port) throws IOException {
        socket = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Of the mails that were taken. */
    public List<String> subjects() {
        return subjects;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            OutputStream out = client.getOutputStream();
            say(out, "220 mail");
            boolean mute = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String word = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
                if (word.equals("QUIT")) {
                    say(out, "221 bye");
                    client.close();
                    return;
                }
                if (mute) {
                    continue;
                }
                say(out, word.equals("DATA") ? "354 go on" : "250 mail");
                if (word.equals("DATA")) {
                    take(in);
                    say(out, "250 taken");
                    mute = true;
                }
            }
        } catch (IOException e) {
            // The other end is gone.
        }
    }

    private void take(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            if (line.startsWith("Subject: ")) {
                subjects.add(line.substring("Subject: ".length()));
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
