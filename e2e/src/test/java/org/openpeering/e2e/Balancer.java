/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between routers and collectors: leads each connection to the collector that it is told, bytes as they are. */
final class Balancer implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress target;

    Balancer(InetSocketAddress target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("balancer").start(this::accept);
    }

    /** Where routers connect to. */
    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** From now on routers get there; what is open is cut, and they come again. */
    void moveTo(InetSocketAddress next) {
        target = next;
        open.forEach(Balancer::cut);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket router = server.accept();
                Thread.ofVirtual().start(() -> lead(router));
            } catch (IOException e) {
                System.getLogger("balancer").log(System.Logger.Level.DEBUG, "closed", e);
            }
        }
    }

    private void lead(Socket router) {
        try (router;
                Socket collector = new Socket()) {
            open.add(router);
            open.add(collector);
            collector.connect(target, 1_000);
            Thread back = Thread.ofVirtual().start(() -> pump(collector, router));
            pump(router, collector);
            back.join();
        } catch (IOException e) {
            System.getLogger("balancer").log(System.Logger.Level.DEBUG, "no collector", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(router);
        }
    }

    /** Until one of them ends; then both do. */
    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            System.getLogger("balancer").log(System.Logger.Level.DEBUG, "connection lost", e);
        }
        cut(from);
        cut(to);
        open.remove(to);
        open.remove(from);
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger("balancer").log(System.Logger.Level.DEBUG, "close", e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Balancer::cut);
    }
}
