/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.image;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Folders;
import org.openpeering.stack.process.Launch;
import org.openpeering.stack.process.StackException;
import org.openpeering.stack.process.Workspace;

/**
 * Records the AOT caches of JVM images: starts each service from its files, lets it answer some requests, ends it, and has
 * the JVM make a cache of what it saw. A cache that was recorded of the same files by the same command stays as it is: no
 * two recordings are equal byte for byte, so it is an input of the image, not an output.
 */
public final class Training {
    private static final String USES_CACHE = "-XX:AOTCache=app.aot";
    private static final int ROUNDS = 40;
    private static final String VERSION = "?api-version=2021-06-01";
    private static final String ARM = "/subscriptions/" + Surroundings.SUBSCRIPTION + "/providers/Microsoft.Peering/";
    private static final String PEER_ASN = """
            {"properties": {"peerAsn": 64496, "peerName": "Training", "peerContactDetail": [
              {"role": "Noc", "email": "noc@training.example", "phone": "+49 69 900 900"}]}}""";

    private final Path root;
    private final Path work;

    private Training(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    /** @param arguments the repository; the folder that has training/SERVICE and gets SERVICE.aot; services */
    public static void main(String[] arguments) {
        Training training = new Training(Path.of(arguments[0]), Path.of(arguments[1]));
        try {
            training.run(Arrays.asList(arguments).subList(2, arguments.length));
        } catch (StackException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run(List<String> services) {
        List<String> outdated =
                services.stream().filter(service -> !isRecorded(service)).toList();
        if (outdated.isEmpty()) {
            return;
        }
        System.out.println("Recording AOT caches: " + String.join(", ", outdated) + " ...");
        Path data = work.resolve("training-data");
        Folders.delete(data);
        try (Surroundings surroundings = new Surroundings(Workspace.at(data))) {
            surroundings.start();
            record(outdated, surroundings, Workspace.at(data));
        }
        outdated.parallelStream().forEach(this::assemble);
        Folders.delete(data);
    }

    private void record(List<String> services, Surroundings surroundings, Workspace workspace) {
        List<ImageService> processes = services.stream()
                .map(service -> new ImageService(
                        service, workspace, launch(service, surroundings), surroundings.managementPort(service)))
                .toList();
        try {
            processes.parallelStream().forEach(ImageService::start);
            services.forEach(service -> requests(service, surroundings));
        } finally {
            processes.parallelStream().forEach(ImageService::stop);
        }
    }

    private Launch launch(String service, Surroundings surroundings) {
        List<String> command = command(service, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration(service));
        return new Launch(command, surroundings.environment(service), folder(service));
    }

    /** Answers do not matter, not even that a service behind the gateway is away: what is run is recorded. */
    private static void requests(String service, Surroundings surroundings) {
        URI uri = surroundings.uri(service);
        String token = surroundings.token();
        try (HttpClient client = HttpClient.newHttpClient()) {
            if (service.equals("partner-service")) {
                var put = HttpRequest.BodyPublishers.ofString(PEER_ASN);
                send(
                        client,
                        request(uri, ARM + "peerAsns/training" + VERSION, token).PUT(put));
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (String path : reads(service)) {
                    send(client, request(uri, path, token));
                }
            }
        }
    }

    private static List<String> reads(String service) {
        String peerings = ARM + "peerings" + VERSION;
        String peeringServices = ARM + "peeringServices" + VERSION;
        return switch (service) {
            case "partner-service" -> List.of(peerings, ARM + "peerAsns/training" + VERSION);
            case "prefix-service" -> List.of(peeringServices);
            case "insights-service" -> List.of("/operator/routing/sessions");
            default -> List.of(peerings, peeringServices);
        };
    }

    private static HttpRequest.Builder request(URI service, String path, String token) {
        return HttpRequest.newBuilder(service.resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private static void send(HttpClient client, HttpRequest.Builder request) {
        try {
            client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("Interrupted").initCause(e);
        }
    }

    private void assemble(String service) {
        Path cache = work.resolve(service + ".aot");
        List<String> command =
                new ArrayList<>(List.of("env", "-C", folder(service).toString()));
        command.addAll(command(
                service,
                "-XX:AOTMode=create",
                "-XX:AOTConfiguration=" + configuration(service),
                "-XX:AOTCache=" + cache));
        String output = Commands.run(command, Map.of());
        if (!Files.exists(cache)) {
            throw new StackException("The JVM made no AOT cache of " + service + ":\n" + output);
        }
        try {
            Files.delete(configuration(service));
            Files.writeString(keyFile(service), key(service));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The image's own command, with other options in the place of the one that uses the cache. */
    private List<String> command(String service, String... options) {
        List<String> command = new ArrayList<>();
        for (String part : entrypoint(service)) {
            if (part.equals(USES_CACHE)) {
                command.addAll(Arrays.asList(options));
                // A machine with much memory would make a cache for pointers that no container has.
                command.add("-Xmx512m");
            } else {
                command.add(part);
            }
        }
        return command;
    }

    private List<String> entrypoint(String service) {
        List<String> entrypoint = Containerfile.read(root.resolve(service).resolve("Containerfile"))
                .entrypoint();
        if (!entrypoint.contains(USES_CACHE)) {
            throw new StackException(service + "/Containerfile does not use a cache: no " + USES_CACHE);
        }
        return entrypoint;
    }

    private Path folder(String service) {
        return work.resolve("training").resolve(service);
    }

    private Path configuration(String service) {
        return work.resolve(service + ".aotconf");
    }

    private Path keyFile(String service) {
        return work.resolve(service + ".aot.key");
    }

    private boolean isRecorded(String service) {
        try {
            return Files.exists(work.resolve(service + ".aot"))
                    && Files.exists(keyFile(service))
                    && Files.readString(keyFile(service)).equals(key(service));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names what a cache was recorded of: the command, and every file with its time, at which the JVM looks, too. */
    private String key(String service) {
        try (Stream<Path> found = Files.walk(folder(service))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(entrypoint(service).toString().getBytes(StandardCharsets.UTF_8));
            for (Path file : found.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".jar") || file.endsWith("modules"))
                    .sorted()
                    .toList()) {
                digest.update(folder(service).relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.getLastModifiedTime(file).toString().getBytes(StandardCharsets.UTF_8));
                Files.copy(file, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
