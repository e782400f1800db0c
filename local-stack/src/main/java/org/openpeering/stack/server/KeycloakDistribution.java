/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Folders;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.Repository;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Workspace;

/**
 * Keycloak's programs, made ready once: unpacked, built for its options, the realm imported into a database that serves
 * as the seed of each stack's own. That takes half a minute, a start from it takes seconds.
 *
 * <p>The scripts of the distribution are not used: they put a shell between the launcher and the server.
 */
final class KeycloakDistribution {
    private static final String REALM = "openpeering-realm.json";

    private static final List<String> BUILD = List.of(
            "build",
            "--db=dev-file",
            "--health-enabled=true",
            "--features-disabled=account,admin,ciba,device-flow,dpop,impersonation,kerberos,organization,par,passkeys,"
                    + "persistent-user-sessions,web-authn");

    // Whole, as Keycloak's own script would have them: the G1 options of the default die with another collector.
    private static final List<String> JVM = List.of(
            "-XX:MaxMetaspaceSize=256m",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true");

    private KeycloakDistribution() {}

    /** A home that has the programs by links and data of its own; an existing one keeps its data. */
    static void link(Workspace workspace, Path home) throws IOException {
        Path prepared = prepared(workspace);
        Files.createDirectories(home);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(prepared)) {
            for (Path part : parts) {
                Path link = home.resolve(part.getFileName());
                if (!part.endsWith("data")) {
                    Files.deleteIfExists(link);
                    Files.createSymbolicLink(link, part);
                }
            }
        }
        Path database = home.resolve("data/h2");
        if (!Files.exists(database)) {
            Path unfinished = home.resolve("data/h2.unfinished");
            Folders.copyFiles(prepared.resolve("data/h2"), unfinished);
            Files.move(unfinished, database);
        }
    }

    /** Runs Keycloak with the arguments in the home. */
    static Launch launch(Path home, List<String> arguments) {
        List<String> command = Commands.smallJvm("256m");
        command.addAll(JVM);
        command.add("-Dkc.home.dir=" + home);
        command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        command.add("-cp");
        command.add(home.resolve("lib/quarkus-run.jar").toString());
        command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        command.addAll(arguments);
        return new Launch(command, Map.of(), home);
    }

    private static Path prepared(Workspace workspace) throws IOException {
        Path zip = zip();
        byte[] realm = realm();
        String name = zip.getFileName().toString().replace(".zip", "").replace("-quarkus-dist", "");
        return Folders.prepareOnce(workspace.cache(), name + "-" + fingerprint(realm), folder -> {
            unpack(zip, folder);
            Path imports = folder.resolve("data/import");
            Files.createDirectories(imports);
            Files.write(imports.resolve(REALM), realm);
            run(folder, BUILD);
            run(folder, List.of("import", "--optimized", "--dir", imports.toString()));
        });
    }

    private static void run(Path folder, List<String> arguments) {
        Commands.run(launch(folder, arguments).command(), Map.of());
    }

    private static Path zip() throws IOException {
        try (DirectoryStream<Path> zips = Files.newDirectoryStream(Repository.built("keycloak"), "*.zip")) {
            for (Path zip : zips) {
                return zip;
            }
        }
        throw new StackException("No Keycloak in " + Repository.built("keycloak"));
    }

    private static byte[] realm() throws IOException {
        try (InputStream in = KeycloakDistribution.class.getResourceAsStream(REALM)) {
            return Objects.requireNonNull(in, REALM).readAllBytes();
        }
    }

    /** Names what the prepared folder was made from; it is made again when realm or build options change. */
    private static String fingerprint(byte[] realm) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(realm);
            digest.update(String.join(" ", BUILD).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the archive's own top folder. */
    private static void unpack(Path zip, Path folder) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path inside = Path.of(entry.getName());
                if (entry.isDirectory() || inside.getNameCount() < 2) {
                    continue;
                }
                Path target =
                        folder.resolve(inside.subpath(1, inside.getNameCount())).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("The archive leaves its folder: " + entry.getName());
                }
                Files.createDirectories(target.getParent());
                Files.copy(in, target);
            }
        }
    }
}
