-- On which sessions a prefix is announced: what is reached over a peering is asked for by its sessions.
create index replica_routes_by_peer on replica
    using gin (jsonb_path_query_array(body, '$.routes[*].peerAddress')) where topic = 'prefix-routes';
