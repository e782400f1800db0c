/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.catalogue.MetroEntity;

/** Table {@code edge_router}; routers belong to the operator, not to a subscription. */
@ApplicationScoped
public class EdgeRouterRepository {
    private static final TypeReference<List<IpAddress>> ADDRESSES = new TypeReference<>() {};
    private static final String SELECT =
            "select r.name, r.revision, m.name as metro, r.addresses from edge_router r join metro m on m.key = r.metro";

    private final Sql sql;

    EdgeRouterRepository(Sql sql) {
        this.sql = sql;
    }

    public Optional<EdgeRouterEntity> find(String name) {
        return sql.find(SELECT + " where r.name = ?", EdgeRouterRepository::map, name);
    }

    /** The routers' names at a metro. */
    public List<String> namesAt(String metro) {
        return sql.list(
                "select name from edge_router where metro = ? order by name",
                row -> row.text("name"),
                MetroEntity.key(metro));
    }

    Optional<EdgeRouterEntity> lock(String name) {
        return sql.find(SELECT + " where r.name = ? for update of r", EdgeRouterRepository::map, name);
    }

    List<EdgeRouterEntity> list(String after, int limit) {
        return sql.list(
                SELECT + " where r.name collate \"C\" > ? order by r.name collate \"C\" limit ?",
                EdgeRouterRepository::map,
                after,
                limit);
    }

    boolean insert(EdgeRouterEntity router) {
        return sql.update(
                        """
                        insert into edge_router (name, revision, metro, addresses) values (?, ?, ?, ?::jsonb)
                        on conflict do nothing""",
                        router.name(),
                        router.revision(),
                        MetroEntity.key(router.metro()),
                        sql.json(router.addresses()))
                > 0;
    }

    void update(EdgeRouterEntity router) {
        sql.update(
                "update edge_router set revision = ?, metro = ?, addresses = ?::jsonb where name = ?",
                router.revision(),
                MetroEntity.key(router.metro()),
                sql.json(router.addresses()),
                router.name());
    }

    void delete(EdgeRouterEntity router) {
        sql.update("delete from edge_router where name = ?", router.name());
    }

    private static EdgeRouterEntity map(Row row) {
        return new EdgeRouterEntity(
                row.text("name"), row.number("revision"), row.text("metro"), row.json("addresses", ADDRESSES));
    }
}
