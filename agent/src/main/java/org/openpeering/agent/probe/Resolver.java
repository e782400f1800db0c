/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.MalformedValueException;

/**
 * Asks for the addresses of a name once, looks at all of them, and gives out one: what is connected to is what was looked
 * at, whatever the name server says a moment later.
 */
public final class Resolver {
    /** Who knows names. */
    public interface Names {
        List<InetAddress> of(String name) throws UnknownHostException;
    }

    /** Whose last label is one, as a whole. */
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)\\.?");

    private final AddressRules rules;
    private final Names names;

    public Resolver(AddressRules rules) {
        this(rules, name -> Stream.of(InetAddress.getAllByName(name)).toList());
    }

    Resolver(AddressRules rules, Names names) {
        this.rules = rules;
        this.names = names;
    }

    /**
     * @param address to connect to; null where there is none, and the failure says why
     */
    public record Resolved(
            @Nullable IpAddress address, @Nullable String failure) {}

    /** One address that any of the name's may stand for: of a name that leads to a forbidden one, too, none is good. */
    public Resolved resolve(String destination) {
        IpAddress literal = literal(destination);
        if (literal != null) {
            return allowed(literal);
        }
        // Some systems take these for addresses, though they are none: 127.1, 0x7f000001, 2130706433.
        if (destination.isEmpty()
                || destination.indexOf(':') >= 0
                || NUMBER.matcher(destination).matches()) {
            return new Resolved(null, Failure.NAME_NOT_RESOLVED);
        }
        try {
            IpAddress first = null;
            for (InetAddress each : names.of(destination)) {
                IpAddress address = IpAddress.of(each.getAddress());
                if (rules.refusal(address).isPresent()) {
                    return new Resolved(null, Failure.FORBIDDEN);
                }
                first = first == null ? address : first;
            }
            return first == null ? new Resolved(null, Failure.NAME_NOT_RESOLVED) : new Resolved(first, null);
        } catch (UnknownHostException e) {
            return new Resolved(null, Failure.NAME_NOT_RESOLVED);
        }
    }

    private Resolved allowed(IpAddress address) {
        return rules.refusal(address).isPresent()
                ? new Resolved(address, Failure.FORBIDDEN)
                : new Resolved(address, null);
    }

    private static @Nullable IpAddress literal(String text) {
        try {
            return IpAddress.parse(text);
        } catch (MalformedValueException e) {
            return null;
        }
    }
}
