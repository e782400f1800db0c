/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 over the time, a full stop and the body, one value for each secret that is good. The time is in it so that what was
 * recorded once can't be played again later; the receiver compares it with its clock.
 */
public final class Signature {
    public static final String TIMESTAMP = "OpenPeering-Timestamp";
    public static final String SIGNATURE = "OpenPeering-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** @param secrets the newest first */
    public static Map<String, String> headers(List<String> secrets, Instant now, String body) {
        String timestamp = Long.toString(now.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TIMESTAMP, timestamp);
        headers.put(
                SIGNATURE,
                secrets.stream()
                        .map(secret -> "v1=" + of(secret, timestamp, body))
                        .collect(Collectors.joining(",")));
        return headers;
    }

    /** In hexadecimal digits. */
    static String of(String secret, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            mac.update((timestamp + "." + body).getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
