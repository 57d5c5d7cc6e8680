-- Who took a service off the bus: what e-GA took off, only e-GA puts back. As for clients (0003).
alter table exchange.offered_service
  add column suspended_by text check (suspended_by in ('institution', 'ega'));
grant update (suspended_by) on exchange.offered_service to mtandao_scoped;
