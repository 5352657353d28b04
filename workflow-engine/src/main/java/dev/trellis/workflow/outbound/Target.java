package dev.trellis.workflow.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a call goes: the address that was vetted, and nothing else.
 *
 * @param path with the query
 * @param address to which the connection goes, whatever the name means a moment later
 */
record Target(boolean encrypted, String host, int port, String path, InetAddress address) {

    private static final Pattern NAME =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
    private static final Pattern QUAD = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]{1,2000}");

    /**
     * Which calls are allowed.
     *
     * @param hosts the only hosts, or {@code *.name} for all below one; empty for every public one
     * @param loopback whether this machine may be called: for tests
     */
    record Rules(List<String> hosts, boolean loopback) {
        Rules {
            hosts = List.copyOf(hosts);
        }
    }

    /** Why a call is not made; never what the name resolved to. */
    static final class Refused extends Exception {
        Refused(String reason) {
            super(reason);
        }
    }

    static Target of(String url, Rules rules, Resolver resolver) throws Refused {
        var uri = parsed(url);
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean encrypted = scheme.equals("https");
        if (!encrypted && !scheme.equals("http")) {
            throw new Refused("scheme");
        }
        var host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new Refused("form");
        }
        var name = host.toLowerCase(Locale.ROOT);
        boolean here = rules.loopback() && (name.equals("localhost") || name.equals("127.0.0.1"));
        if (!here && !NAME.matcher(name).matches() && !QUAD.matcher(name).matches()) {
            throw new Refused("host");
        }
        if (!here && !rules.hosts().isEmpty() && rules.hosts().stream().noneMatch(allowed -> matches(allowed, name))) {
            throw new Refused("list");
        }
        int port = uri.getPort() < 0 ? encrypted ? 443 : 80 : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw new Refused("form");
        }
        var path = (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                + Optional.ofNullable(uri.getRawQuery())
                        .map(query -> "?" + query)
                        .orElse("");
        return new Target(encrypted, name, port, path, vetted(name, here || rules.loopback(), resolver));
    }

    /** Every address of the name must be one for the public: a name with one that is not is not to be trusted. */
    private static InetAddress vetted(String host, boolean loopback, Resolver resolver) throws Refused {
        List<InetAddress> addresses;
        try {
            addresses = resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw new Refused("unknown");
        }
        boolean allowed = !addresses.isEmpty()
                && addresses.stream()
                        .allMatch(address -> Addresses.isPublic(address) || (loopback && address.isLoopbackAddress()));
        if (!allowed) {
            throw new Refused("address");
        }
        return addresses.getFirst();
    }

    private static boolean matches(String allowed, String host) {
        var pattern = allowed.strip().toLowerCase(Locale.ROOT);
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }

    private static URI parsed(String url) throws Refused {
        if (!PLAIN.matcher(url).matches() || url.indexOf('\\') >= 0) {
            throw new Refused("form");
        }
        try {
            return new URI(url).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new Refused("form");
        }
    }
}
