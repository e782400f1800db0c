/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.apache.commons.compress.compressors.CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A recording as its archive has it, to be unpacked: what it begins with says how, not its name. What is packed is read to
 * the end of its last member; damage, and what follows and is no member, breaks the stream.
 */
public final class Recording {
    private static final int BUFFER = 64 << 10;
    private static final String GZIP = "1f8b08";
    /** Of a block, and of the end where there is none; before it "BZh" and the size of blocks. */
    private static final String BZIP2_BLOCK = "314159265359";

    private static final String BZIP2_END = "177245385090";

    private Recording() {}

    /** @throws IOException when it can't be opened, or is not even the beginning of what it seems to be */
    public static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return unpacked(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** @throws IOException when it is not even the beginning of what it seems to be */
    public static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(10);
        String start = HexFormat.of().formatHex(buffered.readNBytes(10));
        buffered.reset();
        if (start.startsWith(GZIP)) {
            // The JDK's GZIPInputStream ends where the header of a further member is damaged (JDK-8322256).
            return new Unpacking(GzipCompressorInputStream.builder()
                    .setInputStream(buffered)
                    .setBufferSize(BUFFER)
                    .setDecompressConcatenated(true)
                    .get());
        }
        return bzip2(start) ? new Unpacking(new BZip2CompressorInputStream(buffered, true)) : buffered;
    }

    /** "BZh" alone would be any record of five minutes in April 2005. */
    private static boolean bzip2(String start) {
        return start.startsWith("425a68") && (start.startsWith(BZIP2_BLOCK, 8) || start.startsWith(BZIP2_END, 8));
    }

    /** Gives out what was unpacked before it came to damage, which an unpacker that throws has forgotten. */
    private static final class Unpacking extends InputStream {
        private final CompressorInputStream in;
        private @Nullable IOException damage;

        private Unpacking(CompressorInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (damage != null) {
                throw damage;
            }
            long before = in.getBytesRead();
            try {
                return in.read(bytes, from, length);
            } catch (IOException | RuntimeException e) {
                damage = e instanceof IOException known ? known : new IOException("not to be unpacked", e);
                int unpacked = (int) (in.getBytesRead() - before);
                if (unpacked == 0) {
                    throw damage;
                }
                return unpacked;
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
