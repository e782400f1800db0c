/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.registry.rpsl.RpslReader.RpslClass;
import org.openpeering.registry.table.PrefixIndex;

/**
 * What a dump of a routing registry says about origins. Immutable. Objects are found by exact prefix and by the prefixes
 * around one; of each the origin, the registry and a digest are kept.
 */
public final class IrrTable {
    public static final IrrTable EMPTY = new IrrTable(new Draft("none"));

    private final IrrColumns v4;
    private final IrrColumns v6;
    private final PrefixIndex index4;
    private final PrefixIndex index6;
    private final AutNums autNums;
    private final List<String> sources;

    private IrrTable(Draft draft) {
        this.v4 = draft.v4.sorted();
        this.v6 = draft.v6.sorted();
        this.index4 = new PrefixIndex(v4.prefixes());
        this.index6 = new PrefixIndex(v6.prefixes());
        this.autNums = draft.autNums.sorted();
        this.sources = List.copyOf(draft.sources);
    }

    /** A table and how reading it went. */
    public record Loaded(IrrTable table, RpslReport report) {}

    /**
     * @param in RPSL, plain or packed with gzip
     * @param name of the registry, for objects that do not say it
     * @throws IOException when the stream breaks, is damaged or too long, or has too many objects; malformed objects are
     *     skipped
     */
    public static Loaded read(InputStream in, String name, RpslLimits limits) throws IOException {
        Draft draft = new Draft(name);
        RpslReport report = RpslReader.read(in, limits, draft);
        return new Loaded(new IrrTable(draft), report);
    }

    public int routes() {
        return v4.prefixes().size() + v6.prefixes().size();
    }

    public int autNums() {
        return autNums.size();
    }

    public List<RouteObject> exact(IpPrefix prefix) {
        List<RouteObject> found = new ArrayList<>();
        index(prefix).exact(prefix, (from, to) -> collect(prefix, from, to, found));
        return found;
    }

    /** Objects of the prefix and of every less specific one, the shortest first. */
    public List<RouteObject> covering(IpPrefix prefix) {
        List<RouteObject> found = new ArrayList<>();
        index(prefix).covering(prefix, (from, to) -> collect(prefix, from, to, found));
        return found;
    }

    private PrefixIndex index(IpPrefix prefix) {
        return prefix.family() == Family.IPV4 ? index4 : index6;
    }

    private void collect(IpPrefix prefix, int from, int to, List<RouteObject> found) {
        IrrColumns columns = prefix.family() == Family.IPV4 ? v4 : v6;
        for (int row = from; row < to; row++) {
            found.add(columns.object(row, sources));
        }
    }

    /** The digest of the {@code aut-num} object; empty: there is none. */
    public OptionalLong autNum(Asn asn) {
        return autNums.digest(asn);
    }

    /** What has been read so far. */
    private static final class Draft implements RpslReader.Taker {
        private static final int MOST_SOURCES = 1000;
        private static final int LONGEST_SOURCE = 40;

        private final IrrColumns v4 = new IrrColumns(Family.IPV4, 16);
        private final IrrColumns v6 = new IrrColumns(Family.IPV6, 16);
        private final AutNums autNums = new AutNums();
        private final List<String> sources = new ArrayList<>();

        Draft(String name) {
            sources.add(name);
        }

        @Override
        public void take(RpslClass type, RpslObject object) {
            switch (type) {
                case ROUTE -> route(v4, Family.IPV4, object);
                case ROUTE6 -> route(v6, Family.IPV6, object);
                case AUT_NUM -> autNums.add(asn(object.key()), object.digest());
            }
        }

        private void route(IrrColumns columns, Family family, RpslObject object) {
            IpPrefix prefix = IpPrefix.parse(object.key());
            String origin = object.value("origin");
            if (prefix.family() != family) {
                throw new MalformedValueException("'" + prefix + "' is of the other address family");
            }
            if (origin == null) {
                throw new MalformedValueException("the origin is missing");
            }
            columns.add(prefix, asn(origin), source(object), object.digest());
        }

        private static Asn asn(String text) {
            if (!text.regionMatches(true, 0, "AS", 0, 2)) {
                String shown = text.length() <= LONGEST_SOURCE ? text : text.substring(0, LONGEST_SOURCE) + "…";
                throw new MalformedValueException("'" + shown + "' is not an AS number");
            }
            String number = text.substring(2);
            int dot = number.indexOf('.');
            return dot < 0 ? Asn.parse(number) : asdot(number.substring(0, dot), number.substring(dot + 1));
        }

        /** As RFC 5396 has it: two numbers of 16 bits. */
        private static Asn asdot(String high, String low) {
            long upper = Asn.parse(high).value();
            long lower = Asn.parse(low).value();
            if (upper > 0xFFFF || lower > 0xFFFF) {
                throw new MalformedValueException("'" + high + "." + low + "' is not two numbers of 16 bits");
            }
            return new Asn(upper << 16 | lower);
        }

        private int source(RpslObject object) {
            String name = object.value("source");
            if (name == null || name.isEmpty() || name.length() > LONGEST_SOURCE) {
                return 0;
            }
            String upper = name.toUpperCase(Locale.ROOT);
            int known = sources.indexOf(upper);
            if (known < 0 && sources.size() < MOST_SOURCES) {
                sources.add(upper);
                return sources.size() - 1;
            }
            return Math.max(known, 0);
        }
    }
}
