# Sourced by findings about Exim, after mail.sh: start_exim [SETTING …] runs it at $mx for the group team@agency.example,
# and sends all mail to the next hop. Each SETTING is a line of its main configuration.

start_exim() {
  local settings=("$@")
  debian_packages exim4-daemon-light=4.96-15+deb12u10
  people Debian-exim
  next_hop
  cat > exim.conf << CONFIG
primary_hostname = mx.agency.example
spool_directory = $work/spool
log_file_path = $work/%slog
pid_file_path = $work/pid
local_interfaces = $mx
host_lookup =
keep_environment =
tls_advertise_hosts =
dsn_advertise_hosts = *
acl_smtp_rcpt = anybody
$(printf "%s\n" "${settings[@]-}")
begin acl
anybody:
  accept
begin routers
group:
  driver = redirect
  domains = agency.example
  local_parts = team
  data = olive@partner.example, gone@partner.example
others:
  driver = manualroute
  route_list = * $hop::${hop_port:-25}
  self = send
  transport = smtp
begin transports
smtp:
  driver = smtp
  allow_localhost
begin retry
* * F,2h,2s
CONFIG
  mkdir spool
  chown Debian-exim: spool .
  exim4 -C "$work/exim.conf" -bdf -q1s > exim.log 2>&1 &
  until_true grep -q listening mainlog
}
