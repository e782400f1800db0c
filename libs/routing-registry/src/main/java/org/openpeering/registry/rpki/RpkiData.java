/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a validator said at one moment.
 *
 * @param aspas null: the source does not tell about ASPAs at all, which is not the same as that there are none
 */
public record RpkiData(VrpTable vrps, @Nullable AspaTable aspas) {
    /** Until when all of it is in force; null: without an end. */
    public @Nullable Instant firstExpiry() {
        Instant ofVrps = vrps.firstExpiry();
        Instant ofAspas = aspas == null ? null : aspas.firstExpiry();
        if (ofVrps == null || ofAspas == null) {
            return ofVrps == null ? ofAspas : ofVrps;
        }
        return ofVrps.isBefore(ofAspas) ? ofVrps : ofAspas;
    }

    /** What is in force at a time; this itself when all is. */
    public RpkiData inForce(Instant at) {
        Instant first = firstExpiry();
        return first == null || !first.isBefore(at)
                ? this
                : new RpkiData(vrps.inForce(at), aspas == null ? null : aspas.inForce(at));
    }

    /** The same for the same content, wherever it comes from and whenever it ends: the first 16 bytes of its SHA-256 as hex digits. */
    public String digest() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        vrps.digest(digest);
        if (aspas != null) {
            aspas.customers()
                    .forEach(customer -> digest.update(
                            (customer + "=" + aspas.providers(customer)).getBytes(StandardCharsets.US_ASCII)));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
