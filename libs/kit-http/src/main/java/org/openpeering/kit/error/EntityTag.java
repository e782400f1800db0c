/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.openpeering.kit.json.Json;

/**
 * The validator that an answer carries (RFC 9110 section 8.8.3), always a strong one: the revision of what was written;
 * and, where more is shown than was written, such as what was found out about it, a dot and a digest of what is shown.
 *
 * <p>So a reader who has seen the state of yesterday is not told that nothing is new, and a writer is not refused because
 * something was found out since: writes are about what was written, reads about what is shown.
 */
public record EntityTag(String opaque) {
    private static final ObjectMapper JSON = Json.mapper();
    private static final String DOT = ".";

    public static EntityTag of(long revision) {
        return new EntityTag(Long.toString(revision));
    }

    /** @param view all that is shown */
    public static EntityTag of(long revision, Object view) {
        return new EntityTag(revision + DOT + HexFormat.of().formatHex(digest(view), 0, Long.BYTES));
    }

    /** The revision of what has none: another one when anything that was written is another. */
    public static long revision(Object written) {
        return ByteBuffer.wrap(digest(written)).getLong() >>> 1;
    }

    private static byte[] digest(Object value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(value));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a caller's tag is this one, or says more of the same revision. */
    public boolean covers(String other) {
        return other.equals(opaque) || other.startsWith(opaque + DOT);
    }

    /** As the header has it. */
    @Override
    public String toString() {
        return "\"" + opaque + "\"";
    }
}
