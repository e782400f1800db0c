/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * The main class of the broker's JVM. Formats the log folder if it is new, starts, says {@link #READY} when the broker
 * takes requests, and ends on SIGTERM or when the launcher, which holds the other end of standard input, is gone.
 */
public final class KafkaMain {
    /** Printed on a line of its own when the broker takes requests. */
    static final String READY = "Kafka takes requests";

    private KafkaMain() {}

    /** Arguments: the file of the broker's properties, the cluster's id. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            int code = StorageTool.execute(
                    new String[] {"format", "--config", file.toString(), "--cluster-id", arguments[1]}, System.out);
            if (code != 0) {
                System.exit(code);
            }
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        Thread.ofPlatform().daemon().name("launcher watch").start(KafkaMain::endWithLauncher);
        server.startup();
        System.out.println(READY);
        server.awaitShutdown();
    }

    private static void endWithLauncher() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.out.println("Lost the launcher: " + e.getMessage());
        }
        System.exit(0);
    }
}
