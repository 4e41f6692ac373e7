# Sourced by findings about OpenSMTPD, after mail.sh: start_opensmtpd [SETTING …] runs it at $mx for the group
# team@agency.example, and sends all mail to the next hop. Each SETTING is a line of smtpd.conf.

start_opensmtpd() {
  debian_packages opensmtpd=6.8.0p2-4+b4
  people opensmtpd opensmtpq
  next_hop
  mkdir -p opensmtpd /var/lib/opensmtpd/empty /run/opensmtpd/empty
  mkdir -p /var/spool/smtpd/{offline,purge,temporary,queue,corrupt,incoming}
  chmod 711 /var/lib/opensmtpd /var/spool/smtpd
  chmod 700 /var/spool/smtpd/*
  chown opensmtpq /var/spool/smtpd/{purge,temporary,queue,corrupt,incoming}
  chgrp opensmtpq /var/spool/smtpd/offline
  chmod 770 /var/spool/smtpd/offline
  echo 'team: olive@partner.example, gone@partner.example' > opensmtpd/groups
  cat > opensmtpd/smtpd.conf << CONFIG
$(printf '%s\n' "$@")
table groups file:$work/opensmtpd/groups
listen on $mx port 25 hostname mx.agency.example
action "group" expand-only alias <groups>
action "rest" relay host smtp://$hop
match from any for domain "agency.example" action "group"
match from any for any action "rest"
CONFIG
  smtpd -d -f opensmtpd/smtpd.conf > opensmtpd.log 2>&1 &
  until_true listens
}
