# Sourced by findings about Sendmail, after mail.sh: start_sendmail [LINE …] runs it at $mx for the group
# team@agency.example, and sends all mail to the next hop. Each LINE is one of its .mc file.

start_sendmail() {
  debian_packages sendmail-bin=8.17.1.9-2+deb12u2 sendmail-cf=8.17.1.9-2+deb12u2 m4=1.4.19-3
  people smmta smmsp
  next_hop
  mkdir -p /run/sendmail/queue
  chmod 700 /run/sendmail/queue
  cat > sendmail.mc << CONFIG
include(\`/usr/share/sendmail/cf/m4/cf.m4')
OSTYPE(\`linux')
define(\`confDOMAIN_NAME', \`mx.agency.example')
define(\`confPID_FILE', \`$work/sendmail.pid')
define(\`QUEUE_DIR', \`/run/sendmail/queue')
define(\`STATUS_FILE', \`$work/statistics')
define(\`ALIAS_FILE', \`/run/sendmail/aliases')
LOCAL_DOMAIN(\`agency.example')
define(\`confDONT_PROBE_INTERFACES', \`true')
define(\`SMART_HOST', \`relay:[$hop]')
$(printf '%s\n' "$@")
FEATURE(\`no_default_msa')
FEATURE(\`nocanonify')
FEATURE(\`accept_unresolvable_domains')
FEATURE(\`promiscuous_relay')
DAEMON_OPTIONS(\`Addr=$mx, Port=25, Name=MTA')
MAILER(\`local')
MAILER(\`smtp')
CONFIG
  echo 'team: olive@partner.example, gone@partner.example' > /run/sendmail/aliases
  m4 sendmail.mc > /run/sendmail/sendmail.cf 2> /dev/null
  sendmail() { /usr/libexec/sendmail/sendmail -C "/run/sendmail/sendmail.cf" "$@"; }
  sendmail -bi > aliases.log 2>&1
  sendmail -X "$work/session" -bD -q2s > sendmail.log 2>&1 &
  until_true listens
}
