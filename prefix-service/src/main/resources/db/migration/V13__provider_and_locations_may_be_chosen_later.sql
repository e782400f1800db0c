alter table peering_service
    alter column service_location drop not null,
    alter column provider drop not null,
    alter column provider_key drop not null,
    alter column primary_location drop not null;
