-- One address may have sessions in several tables of a router; their keys begin alike and end differently.
create index replica_session_by_peer on replica ((body ->> 'peerAddress')) where topic = 'session-states';
