# Sourced by findings about Postfix, after mail.sh: start_postfix [SETTING …] runs it at $mx for the group team@agency.example,
# and sends all mail to the next hop. Each SETTING is a line of main.cf.

start_postfix() {
  debian_packages postfix=3.7.11-0+deb12u1
  people postfix postdrop
  next_hop
  mkdir postfix queue data
  echo "team@agency.example olive@partner.example, gone@partner.example" > postfix/groups
  cat > postfix/main.cf << CONFIG
compatibility_level = 3.6
myhostname = mx.agency.example
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relayhost = [$hop]
alias_maps =
virtual_alias_domains = agency.example
virtual_alias_maps = texthash:$work/postfix/groups
queue_directory = $work/queue
data_directory = $work/data
maillog_file = $work/maillog
maillog_file_prefixes = $work
import_environment = MAIL_CONFIG MAIL_LOGTAG POSTLOG_SERVICE POSTLOG_HOSTNAME LD_LIBRARY_PATH=/usr/lib/postfix
$(printf '%s\n' "$@")
CONFIG
  cat > postfix/master.cf << CONFIG
$mx:25 inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
CONFIG
  mkdir queue/{active,bounce,corrupt,defer,deferred,flush,hold,incoming,maildrop,pid,private,public,saved,trace}
  chown -R postfix data queue
  chown root queue queue/pid
  LD_LIBRARY_PATH=/usr/lib/postfix /usr/lib/postfix/sbin/master -c "$work/postfix" -d > postfix.log 2>&1 &
  until_true listens
}
