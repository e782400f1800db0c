/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openpeering.stack.process.Commands;
import org.openpeering.stack.process.Folders;

/**
 * A certificate authority of this machine only, and the certificate that it signs for the gateway.
 *
 * <p>Both are made once and again when they are about to expire. The key of the authority is in a key store of its own
 * that no server opens; private keys and their password are readable by their owner only.
 */
public final class CertificateAuthority {
    private static final int DAYS = 365;
    private static final Duration MARGIN = Duration.ofDays(7);
    private static final String PASSWORD_VARIABLE = "OPENPEERING_STORE_PASSWORD";
    private static final String AUTHORITY = "ca";
    private static final String SERVER = "server";

    private final Path caFile;
    private final Path tls;
    private final Secrets secrets;
    private final Clock clock;

    /** Keeps {@code ca.pem} and the folders {@code tls} and {@code secrets} in the folder. */
    public CertificateAuthority(Path folder) {
        this(folder, Clock.systemUTC());
    }

    CertificateAuthority(Path folder, Clock clock) {
        this.caFile = folder.toAbsolutePath().resolve("ca.pem");
        this.tls = folder.toAbsolutePath().resolve("tls");
        this.secrets = new Secrets(folder.toAbsolutePath().resolve("secrets"));
        this.clock = clock;
    }

    /** The authority's certificate, for {@code curl --cacert} and {@code NODE_EXTRA_CA_CERTS}. */
    public Path caFile() {
        return caFile;
    }

    /** A PKCS12 store with the key and chain for localhost, 127.0.0.1 and ::1. */
    public Path serverKeyStore() {
        return tls.resolve("server.p12");
    }

    public String password() {
        return secrets.value("tls");
    }

    /** Makes what is missing or about to expire. */
    public void ensure() {
        try {
            if (!isValid()) {
                create();
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make the certificates in " + tls, e);
        }
    }

    private boolean isValid() throws IOException, GeneralSecurityException {
        if (!Files.exists(caFile) || !Files.exists(serverKeyStore())) {
            return false;
        }
        Instant needed = clock.instant().plus(MARGIN);
        KeyStore store = load(serverKeyStore());
        for (var certificate : store.getCertificateChain(SERVER)) {
            if (needed.isAfter(((X509Certificate) certificate).getNotAfter().toInstant())) {
                return false;
            }
        }
        return true;
    }

    private void create() throws IOException, GeneralSecurityException {
        Folders.createPrivate(tls);
        Path everything = tls.resolve("ca.p12");
        Files.deleteIfExists(everything);
        Files.deleteIfExists(serverKeyStore());
        keytool(
                everything,
                AUTHORITY,
                "CN=OpenPeering local authority",
                "bc:critical=ca:true,pathlen:0",
                "ku:critical=keyCertSign,cRLSign");
        keytool(
                everything,
                SERVER,
                "CN=localhost",
                "san=dns:localhost,ip:127.0.0.1,ip:::1",
                "ku:critical=digitalSignature",
                "eku=serverAuth");
        KeyStore both = load(everything);
        KeyStore server = KeyStore.getInstance("PKCS12");
        server.load(null, null);
        char[] password = password().toCharArray();
        server.setKeyEntry(SERVER, both.getKey(SERVER, password), password, both.getCertificateChain(SERVER));
        both.deleteEntry(SERVER);
        store(both, everything);
        store(server, serverKeyStore());
        Files.writeString(caFile, pem((X509Certificate) both.getCertificate(AUTHORITY)));
    }

    private void keytool(Path file, String alias, String name, String... extensions) {
        List<String> command = new ArrayList<>(List.of(
                Commands.jdkTool("keytool"),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                alias));
        command.addAll(List.of("-dname", name, "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-validity", Integer.toString(DAYS), "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", file.toString(), "-storepass:env", PASSWORD_VARIABLE));
        for (String extension : extensions) {
            command.addAll(List.of("-ext", extension));
        }
        if (!alias.equals(AUTHORITY)) {
            command.addAll(List.of("-signer", AUTHORITY));
        }
        Commands.run(command, Map.of(PASSWORD_VARIABLE, password()));
    }

    private KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password().toCharArray());
        }
        return store;
    }

    private void store(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        Folders.writeSecret(file, "");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password().toCharArray());
        }
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    }
}
