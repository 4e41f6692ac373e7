# Sourced by findings about mail servers: Debian's packages, unpacked and run in namespaces of their own, so that they
# find themselves under /usr and leave nothing behind. Needs root and Debian 12.
if [ -z "${IN_NAMESPACE:-}" ]; then
  IN_NAMESPACE=1 exec unshare --mount --uts --pid --fork --kill-child --mount-proc "$BASH" "$0" "$@"
fi
# shellcheck source=findings/support/start.sh
source "$(dirname "${BASH_SOURCE[0]}")/start.sh"

# The next hop, to which all mail goes. It refuses gone@…, is full for full@…, and keeps what it takes in mail/.
net=127.$((RANDOM % 250 + 1)).$((RANDOM % 250 + 1))
hop=$net.1
mx=$net.2
mkdir mail

# debian_packages NAME=VERSION …: with what they need and the machine lacks. A version that Debian has replaced by a
# security update is taken as it is now.
debian_packages() {
  local package debs=${DEBS:-$work/debs}
  if [ ! -e "$debs/${1%%=*}" ]; then
    apt-cache show "${1%%=*}" > /dev/null 2>&1 || apt-get update -qq
    mkdir -p "$debs/${1%%=*}"
    (
      cd "$debs/${1%%=*}"
      apt-get download -qq "$@" || apt-get download -qq "${@%%=*}"
      apt-get install --simulate --no-install-recommends "${@%%=*}" | awk '/^Inst lib/ { print $2 }' |
        xargs --no-run-if-empty apt-get download -qq
    ) > /dev/null 2>&1
  fi
  mkdir root
  for package in "$debs/${1%%=*}"/*.deb; do dpkg --extract "$package" root; done
  mount -t overlay overlay -o "lowerdir=$work/root/usr:/usr" /usr
  for folder in /var/spool /var/lib /run; do mount -t tmpfs -o mode=755 tmpfs "$folder"; done
  chmod 755 "$work"
  echo "version: ${1%%=*} $(dpkg-deb --field "$debs/${1%%=*}/${1%%=*}"_*.deb Version)"
}

# people NAME …: users of these names, each with a group, and a host name; for these namespaces only.
people() {
  local id=61000 name file
  cp /etc/passwd /etc/group .
  for name in "$@"; do
    id=$((id + 1))
    echo "$name:x:$id:$id::/nonexistent:/usr/sbin/nologin" >> passwd
    echo "$name:x:$id:" >> group
  done
  printf '%s\n' '127.0.0.1 localhost' "$mx mx.agency.example mx" > hosts
  echo "nameserver $net.3" > resolv.conf # where nobody answers: no name is looked up anywhere
  for file in passwd group hosts resolv.conf; do mount --bind "$file" "/etc/$file"; done
  hostname mx.agency.example
}

next_hop() {
  python3 "$support/next_hop.py" "$hop" "$work/mail" > hop.log 2>&1 &
  until_true grep -q ready hop.log
}

# until_true COMMAND: for a minute at most.
until_true() {
  local tries
  for tries in $(seq 600); do
    "$@" 2> /dev/null && return
    sleep 0.1
  done
  echo "This did not happen in time: $*"
  tail -n 5 -v ./*log
  return 1
}

listens() {
  (: < /dev/tcp/$mx/25)
}

# hand_over ADDRESS RECIPIENT [NOTIFY] [HEADERS]: one message to the server there, from notices@sender.example.
hand_over() {
  python3 "$support/hand_over.py" "$@"
}

# The bounce, as the next hop was given it.
bounced() {
  until_true grep -rqs '^X-Envelope-To: notices@sender.example' mail
}
