#!/bin/bash
# Installs, updates and removes MYP on a whole Debian with its own systemd (debootstrap and systemd-nspawn), with
# the sandbox of the units in force. Needs root, debootstrap, systemd-container and a bundle; takes about four minutes.
#
#   deploy/test/machine.sh BUNDLE SIGNING_KEY [SUITE]     (SUITE: bookworm or trixie)
#
# The commands run inside the machine and are expanded there:
# shellcheck disable=SC2016
set -euo pipefail


[ $# -ge 2 ] || { echo "usage: $0 BUNDLE SIGNING_KEY [SUITE]" >&2; exit 2; }
repository=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
bundle=$(readlink -f "$1") key=$(readlink -f "$2") suite=${3:-bookworm}
work=$(mktemp -d /var/tmp/myp-machine.XXXXXX)
root=$work/root
container=""

clean_up() {
  if [ -n "$container" ]; then
    kill -TERM "$container" 2>/dev/null || true
    for _ in $(seq 50); do kill -0 "$container" 2>/dev/null && sleep 0.2; done
    kill -KILL "$container" 2>/dev/null || true
  fi
  rm -rf --one-file-system "$work"
}
trap clean_up EXIT

passed() { printf 'ok   %s\n' "$*"; }
failed() {
  printf 'FAIL %s\n' "$*"
  inside journalctl -u myp -u myp-bridge -n 30 --no-pager -o cat || true
  exit 1
}
check() {
  local what=$1
  shift
  if "$@" >"$work/output" 2>&1; then passed "$what"; else
    cat "$work/output"
    failed "$what"
  fi
}
inside() {
  nsenter -t "$leader" -a env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb "$@"
}

# repack VERSION CHANGE: another signed bundle of the same parts, after CHANGE has run in its common part.
repack() {
  local parts=$work/parts
  rm -rf "$parts" "$work/common"
  mkdir "$parts" "$work/common"
  tar -xf "$bundle" -C "$parts"
  tar -xzf "$parts/common.tar.gz" -C "$work/common"
  sed -i "0,/\"version\": \"[^\"]*\"/s//\"version\": \"$1\"/" "$work/common/package.json"
  (cd "$work/common" && eval "$2")
  tar -czf "$parts/common.tar.gz" -C "$work/common" .
  (cd "$parts" && sha256sum ./*.tar.gz | sed 's#\./##' >SHA256SUMS)
  "$repository/node_modules/.bin/node" --input-type=module -e "
    import { readFileSync, writeFileSync } from 'node:fs'
    import { signContent } from '$repository/deploy/bundle/minisign.ts'
    const sums = readFileSync('$parts/SHA256SUMS')
    writeFileSync('$parts/SHA256SUMS.minisig', signContent(sums, 'myp $1', readFileSync('$key', 'utf8')))"
  tar -cf "$root/root/myp-$1.bundle" -C "$parts" SHA256SUMS SHA256SUMS.minisig common.tar.gz linux-x64.tar.gz \
    linux-arm64.tar.gz
}

echo "making a $suite …"
debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,openssl,ca-certificates,procps,iproute2 \
  "$suite" "$root" >"$work/debootstrap.log" 2>&1 || { tail "$work/debootstrap.log"; exit 1; }
: >"$root/etc/machine-id"
cp -r "$repository/deploy" "$root/root/deploy"
cp "$bundle" "$root/root/first.bundle"
cp "$key.pub" "$root/root/update.pub"
printf 'a "quoted" \\ password\n' >"$root/root/tapo"
repack 0.99.0 true
repack 0.99.1 'echo "create table broken (" >migrations/9999_broken.sql'
setsid systemd-nspawn -q -D "$root" -M "myp-test-$$" --register=no --keep-unit --private-network -b \
  </dev/null >"$work/boot.log" 2>&1 &
container=$!
for _ in $(seq 100); do
  leader=$(pgrep -P "$container" | head -n 1 || true)
  [ -n "$leader" ] && [ -S "/proc/$leader/root/run/systemd/notify" ] && break
  sleep 0.1
done
inside systemctl is-system-running --wait >/dev/null || true

install=(bash /root/deploy/install.sh --yes --no-apt --time-server no --bundle /root/first.bundle)
check "a bundle signed with another key is refused" bash -c "! nsenter -t $leader -a bash -c '
  head -c 32 /dev/urandom | base64 >/root/wrong.txt
  { echo comment; { printf Ed; head -c 40 /dev/urandom; } | base64 -w 0; echo; } >/root/wrong.pub
  bash /root/deploy/install.sh --yes --no-apt --time-server no --bundle /root/first.bundle --update-key /root/wrong.pub'"
inside rm -f /etc/myp/update.pub
check "installs from a bundle, and the portal answers" inside "${install[@]}" --update-key /root/update.pub \
  --names myp.local --tapo-user plugs@example.org --tapo-password-file /root/tapo
check "both services run" inside systemctl is-active myp.service myp-bridge.service
started=$(inside systemctl show -p ActiveEnterTimestamp --value myp.service)
check "a second installation changes nothing" inside "${install[@]}"
[ "$started" = "$(inside systemctl show -p ActiveEnterTimestamp --value myp.service)" ] ||
  failed "a second installation restarts nothing"
for unit in myp myp-bridge; do
  check "$unit: exposure of the running sandbox is at most 2.0" \
    inside systemd-analyze security --no-pager --threshold=20 "$unit.service"
done
check "the bridge can not read the workshop's data" inside bash -c \
  '! nsenter -t "$(systemctl show -p MainPID --value myp-bridge.service)" -m -- \
     setpriv --reuid=myp-bridge --regid=myp-bridge --clear-groups ls /var/lib/myp'
check "doctor finds nothing critical" inside myp doctor
check "a backup can be made and restored on trial" inside bash -c 'myp backup now && myp backup test | grep -q ^ok'

main=$(inside systemctl show -p MainPID --value myp.service)
check "a host that hangs is started again by the watchdog" inside bash -c "kill -STOP $main
  for _ in \$(seq 150); do
    now=\$(systemctl show -p MainPID --value myp.service)
    [ \"\$now\" != $main ] && [ \"\$now\" != 0 ] && systemctl is-active --quiet myp.service && exit 0
    sleep 1
  done; exit 1"
check "the bridge lives on while the host is killed, and the host comes back" inside bash -c '
  bridge=$(systemctl show -p MainPID --value myp-bridge.service)
  systemctl kill -s KILL myp.service
  for _ in $(seq 60); do myp doctor --portal >/dev/null && break; sleep 1; done
  myp doctor --portal && [ "$bridge" = "$(systemctl show -p MainPID --value myp-bridge.service)" ]'

check "updates to another release" inside myp update /root/myp-0.99.0.bundle
inside readlink /opt/myp/current | grep -q 0.99.0 || failed "the new release is in use"
check "an update whose migration fails …" bash -c "! nsenter -t $leader -a /usr/local/bin/myp update /root/myp-0.99.1.bundle"
inside readlink /opt/myp/current | grep -q 0.99.0 || failed "… goes back to the old release"
check "… goes back to the old release, which runs" inside myp doctor --portal
check "restores a backup into the running installation" inside bash -c \
  'myp restore "$(myp backup list | tail -n 1 | cut -d " " -f 1)"'
check "removes itself, but not the data" inside bash -c \
  'bash /root/deploy/uninstall.sh && [ ! -e /opt/myp ] && [ -d /var/lib/myp/d1 ] && [ -f /etc/myp/config.toml ]'
check "removes everything when asked" inside bash -c \
  'bash /root/deploy/uninstall.sh --purge --yes && [ ! -e /var/lib/myp ] && ! getent passwd myp'
echo "all of it works on $suite"
