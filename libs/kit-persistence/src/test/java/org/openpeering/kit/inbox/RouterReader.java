/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.kit.bridge.BlockingReplica;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.message.Received;

/** A reader as services have them; notes each effect, and fails for routers called "explosive". */
@ApplicationScoped
public class RouterReader implements TopicReader<EdgeRouter> {
    private final BlockingReplica replica;
    private final Sql sql;

    RouterReader(BlockingReplica replica, Sql sql) {
        this.replica = replica;
        this.sql = sql;
    }

    @Override
    public Topic topic() {
        return Topic.EDGE_ROUTERS;
    }

    @Override
    public Class<EdgeRouter> bodyType() {
        return EdgeRouter.class;
    }

    @Override
    public void apply(Received<EdgeRouter> message) {
        if (replica.store(topic(), message)) {
            sql.update("insert into applied values (?, ?)", message.key(), message.revision());
        }
        if (message.key().startsWith("explosive")) {
            throw new IllegalStateException("this content can't be");
        }
    }
}
