/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.dns;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.vertx.core.Promise;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openpeering.contract.net.IpAddress;

/**
 * Asks DNS without a thread that waits: a name server that never answers costs its asker time, and nobody else. Names are
 * whole: none is looked for in the domains of the machine.
 */
@ApplicationScoped
class DnsResolver implements Resolver {
    private static final long QUERY_MILLIS = 2_000;
    private static final int QUERIES = 8;
    private static final int LONGEST_TTL_SECONDS = 60;
    private static final int NEGATIVE_TTL_SECONDS = 5;
    private static final IpAddress LOCALHOST = IpAddress.parse("127.0.0.1");

    private final EventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("dns", true));
    private final DnsNameResolver dns;

    DnsResolver() {
        dns = new DnsNameResolverBuilder(loop.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(QUERY_MILLIS)
                .maxQueriesPerResolve(QUERIES)
                .ttl(0, LONGEST_TTL_SECONDS)
                .negativeTtl(NEGATIVE_TTL_SECONDS)
                .searchDomains(List.of())
                .build();
    }

    @PreDestroy
    void stop() {
        dns.close();
        var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Override
    public io.vertx.core.Future<List<IpAddress>> resolve(String name) {
        if (name.equals("localhost")) {
            return io.vertx.core.Future.succeededFuture(List.of(LOCALHOST));
        }
        Promise<List<IpAddress>> found = Promise.promise();
        var _ = dns.resolveAll(name).addListener((Future<List<InetAddress>> done) -> {
            if (done.isSuccess()) {
                found.complete(done.getNow().stream()
                        .map(address -> IpAddress.of(address.getAddress()))
                        .toList());
            } else {
                found.fail(done.cause());
            }
        });
        return found.future();
    }
}
