/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Keeps what it is told, as text. */
final class Told implements MrtReceiver {
    final List<String> lines = new ArrayList<>();
    final List<MrtDamage> damages = new ArrayList<>();
    final List<byte[]> messages = new ArrayList<>();

    private static String of(MrtRecord record) {
        return record.format() + " " + record.time() + " " + record.peer() + " AS" + record.peerAs() + " to "
                + record.local() + " AS" + record.localAs() + " width " + record.asWidth()
                + (record.addPath() ? " paths" : "") + (record.sent() ? " sent" : "");
    }

    @Override
    public void message(MrtRecord record, byte[] bytes, int from, int to) {
        lines.add(of(record));
        messages.add(Arrays.copyOfRange(bytes, from, to));
    }

    @Override
    public void state(MrtRecord record, int before, int after) {
        lines.add(of(record) + " " + before + "-" + after);
    }

    @Override
    public void entry(MrtRecord record, MrtEntry entry, byte[] bytes, int from, int to) {
        lines.add(record.format() + " " + record.peer() + " AS" + record.peerAs() + " width " + record.asWidth() + " "
                + entry.prefix() + (entry.multicast() ? " multicast" : "")
                + (record.addPath() ? " path " + Integer.toUnsignedString(entry.pathId()) : "") + " since "
                + (record.seconds() - entry.originated()) + " "
                + HexFormat.of().formatHex(bytes, from, to));
    }

    @Override
    public void damaged(MrtDamage damage) {
        damages.add(damage);
    }
}
