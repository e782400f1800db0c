/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.request.Text;

/**
 * A URL that a customer gave, taken apart once: what is checked is what is connected to, and no other parser reads it again.
 *
 * @param host a name in lower case, or an address without brackets
 * @param path with the query, at least "/"
 */
public record Endpoint(boolean tls, String host, int port, String path) {
    private static final int LONGEST = 2048;
    private static final int LONGEST_HOST = 253;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** RFC 952 and 1123; the last label is none of a number in any base. */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * What URLs have to keep.
     *
     * @param loopback whether this machine is allowed, also without TLS and at any port
     * @param ports of all others
     */
    public record Rules(boolean loopback, Set<Integer> ports) {
        public Rules {
            ports = Set.copyOf(ports);
        }
    }

    /** @throws MalformedValueException that says what is wrong and how to mend it */
    public static Endpoint parse(String text, Rules rules) {
        URI uri = uri(text);
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        String host = host(uri, rules);
        boolean local = rules.loopback() && isLocal(host);
        if (!tls && !(local && "http".equalsIgnoreCase(uri.getScheme()))) {
            throw wrong("has to begin with https://");
        }
        if (uri.getRawUserInfo() != null) {
            throw wrong("has a user's name in it: leave it out, each message is signed instead");
        }
        if (uri.getRawFragment() != null) {
            throw wrong("has a fragment (#), which no server sees: leave it out");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? HTTPS : HTTP;
        if (!local && !rules.ports().contains(port)) {
            throw wrong("names the port " + port + "; allowed are " + sorted(rules.ports()));
        }
        return new Endpoint(tls, host, port, path(uri));
    }

    private static URI uri(String text) {
        if (text.length() > LONGEST) {
            throw wrong("has more than " + LONGEST + " characters");
        }
        try {
            URI uri = new URI(text);
            if (uri.isOpaque() || uri.getRawAuthority() == null) {
                throw wrong("is no URL such as https://hooks.example.net/openpeering");
            }
            boolean ascii = text.chars().allMatch(character -> character > ' ' && character < 0x7F);
            if (!ascii) {
                throw wrong("has characters that a URL has to encode: in the host as punycode, elsewhere as %XX");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw wrong("is no URL such as https://hooks.example.net/openpeering");
        }
    }

    private static String host(URI uri, Rules rules) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return IpAddress.parse(host.substring(1, host.length() - 1)).toString();
        }
        boolean named = host.length() <= LONGEST_HOST && NAME.matcher(host).matches();
        if (named || (rules.loopback() && host.equals("localhost"))) {
            return host;
        }
        try {
            return IpAddress.parse(host).toString();
        } catch (MalformedValueException e) {
            throw wrong("names the host '" + Text.shown(host)
                    + "', which is neither a whole name with a domain nor an address");
        }
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || (host.startsWith("127.") && !NAME.matcher(host).matches());
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static List<Integer> sorted(Set<Integer> ports) {
        return ports.stream().sorted().toList();
    }

    private static MalformedValueException wrong(String what) {
        return new MalformedValueException("The endpoint " + what + ".");
    }

    /** The address, when the host is one: no name ends in a number, and none has a colon. */
    Optional<IpAddress> literal() {
        boolean number = Character.isDigit(host.charAt(host.length() - 1)) && !isNamed();
        boolean address = host.indexOf(':') >= 0 || number;
        return address ? Optional.of(IpAddress.parse(host)) : Optional.empty();
    }

    private boolean isNamed() {
        return NAME.matcher(host).matches();
    }

    /** The same place below this path. */
    public Endpoint below(String more) {
        int query = path.indexOf('?');
        String own = query < 0 ? path : path.substring(0, query);
        String rest = query < 0 ? "" : path.substring(query);
        String base = own.endsWith("/") ? own.substring(0, own.length() - 1) : own;
        return new Endpoint(tls, host, port, base + more + rest);
    }

    /** Without path and query, which may be secret: Slack's are. */
    public String origin() {
        boolean usual = port == (tls ? HTTPS : HTTP);
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (tls ? "https://" : "http://") + name + (usual ? "" : ":" + port);
    }

    /** One that was parsed before, without what may be secret. */
    public static String masked(String text) {
        URI uri = URI.create(text);
        return uri.getScheme() + "://" + uri.getRawAuthority() + "/…";
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return origin();
    }

    /** With all of it. */
    public String reveal() {
        return origin() + path;
    }
}
