# Sourced by findings about Haraka, after mail.sh: start_haraka runs it at $mx. It gives up after one try, and sends all
# mail to the next hop, but mail for down.example, to where nobody answers.

start_haraka() {
  npm_packages Haraka@3.3.4
  next_hop
  ./node_modules/.bin/haraka -i site > haraka.log 2>&1
  cat > site/plugins/next_hop.js << JS
exports.hook_rcpt = (next, connection) => {
  connection.relaying = true;
  next(OK);
};
exports.hook_get_mx = (next, _mail, domain) =>
  next(OK, { priority: 0, exchange: domain === 'down.example' ? '$net.4' : '$hop', port: 25 });
JS
  echo next_hop > site/config/plugins
  printf 'listen=%s:25\nnodes=0\n' "$mx" > site/config/smtp.ini
  printf 'temp_fail_intervals=none\nlocal_mx_ok=true\n' > site/config/outbound.ini
  ./node_modules/.bin/haraka -c site > haraka.log 2>&1 &
  until_true listens
}
