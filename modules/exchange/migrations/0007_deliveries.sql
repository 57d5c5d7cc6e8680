-- What the gateways' queues and their address wall need of this module. The queue itself is the gateways' own (schema delivery).

-- A network that is opened or closed reaches the gateways like any other right.
create trigger allowed_network_added after insert or delete on exchange.allowed_network
  for each row execute function exchange.mark_change();
create trigger allowed_network_changed after update on exchange.allowed_network
  for each row when (old is distinct from new) execute function exchange.mark_change();
