/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mutation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.openpeering.insights.mrt.MrtBytes;
import org.openpeering.insights.mrt.MrtSummary;
import org.openpeering.insights.mrt.Recording;

/** Packed recordings: whatever is changed, they break off at worst. */
final class PackedTrial implements Trial {
    /** Four bytes for each byte of a block of bzip2, of which there are up to 900,000, and what its tables take. */
    static final Kind KIND = new Kind("packed", PackedTrial::corpus, input -> {}, PackedTrial::new, 6 << 20, 1000);

    private final MrtTrial unpacked = new MrtTrial();

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> packed = new ArrayList<>();
        for (String name : List.of("quagga_bgp.mrt", "bird6-mrtdump_rib.mrt")) {
            for (boolean gzip : new boolean[] {true, false}) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (OutputStream packing =
                        gzip ? new GZIPOutputStream(out) : new BZip2CompressorOutputStream(out, 1)) {
                    packing.write(MrtBytes.sample(name));
                }
                packed.add(out.toByteArray());
            }
        }
        return packed;
    }

    @Override
    public boolean take(byte[] input) {
        try {
            MrtSummary summary = unpacked.read(Recording.unpacked(new ByteArrayInputStream(input)));
            return summary.brokeOff().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
