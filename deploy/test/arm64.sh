#!/bin/bash
# Installs a bundle in an arm64 Debian and starts it under qemu's user emulation, until /api/health answers, a
# backup has been made and restored, and then the whole demo runs and somebody has signed in. Needs root, debootstrap and
# qemu-user-static; takes about ten minutes.
#
#   deploy/test/arm64.sh BUNDLE PUBLIC_KEY [SUITE|ROOT]
#   SUITE: bookworm or trixie;  ROOT: the path of an arm64 Debian that is there already
set -euo pipefail

[ $# -ge 2 ] || { echo "usage: $0 BUNDLE PUBLIC_KEY [ROOT]" >&2; exit 2; }
repository=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
bundle=$(readlink -f "$1") key=$(readlink -f "$2")
work=$(mktemp -d /var/tmp/myp-arm64.XXXXXX)
root=$work/root suite=bookworm
case ${3:-} in
'') ;;
*/*) root=$3 ;;
*) suite=$3 ;;
esac
clean_up() {
  umount -l "$root/proc" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap clean_up EXIT

formats=/proc/sys/fs/binfmt_misc
[ -e "$formats/register" ] || mount -t binfmt_misc none "$formats"
if [ ! -e "$formats/qemu-aarch64" ]; then
  # 64-bit ELF for aarch64; F: the emulator is opened now, so that it is found inside the other root.
  printf '%s' ':qemu-aarch64:M::\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:/usr/bin/qemu-aarch64-static:F' \
    >"$formats/register"
fi
if [ ! -d "$root/etc" ]; then
  echo "making an arm64 $suite …"
  debootstrap --arch=arm64 --variant=minbase --include=openssl,ca-certificates,procps,iproute2,systemd \
    "$suite" "$root" >"$work/log" 2>&1 || { tail "$work/log"; exit 1; }
fi
# debootstrap leaves it out; every installed Debian has it.
[ -e "$root/etc/hosts" ] || echo "127.0.0.1 localhost" >"$root/etc/hosts"
mount -t proc proc "$root/proc"
rm -rf "$root/root/deploy"
cp -r "$repository/deploy" "$root/root/deploy"
cp "$bundle" "$root/root/arm64.bundle"
cp "$key" "$root/root/update.pub"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"; }

inside rm -rf /opt/myp /tmp/myp-data
inside bash /root/deploy/install.sh --yes --no-apt --time-server no --bundle /root/arm64.bundle \
  --update-key /root/update.pub --names myp.local
cat >"$root/root/try.sh" <<'TRY'
set -euo pipefail
cd /opt/myp/current
# The network is the outer machine's: ports of our own, at random because others may test, too. No configuration file:
# the demo.
port=$((20000 + RANDOM % 10000))
export MYP_DATA_DIR=/tmp/myp-data MYP_HTTPS_PORT=$port MYP_HTTP_PORT=$((port + 1)) MYP_WORKER_PORT=$((port + 2))
export MYP_BRIDGE_PORT=$((port + 3)) MYP_EMULATOR_PORT=$((port + 4))
node=node_modules/.bin/node
# start PROGRAM: returns when the portal answers.
start() {
  "$node" "$1" &
  running=$!
  trap 'kill $running; wait $running || true' EXIT
  for _ in $(seq 120); do
    if "$node" host/doctor.ts --portal >/dev/null; then break; fi
    kill -0 $running
    sleep 2
  done
  "$node" host/doctor.ts --portal
}
stop() {
  kill $running
  wait $running || true
  trap - EXIT
}
"$node" -p '`${process.arch} ${process.version}`'
start host/main.ts
# The host makes its first backup a minute after its start, and two at a time are refused.
for _ in $(seq 30); do
  if "$node" host/backup/main.ts now; then break; fi
  sleep 4
done
"$node" host/backup/main.ts test | grep ^ok
stop
"$node" host/backup/main.ts restore "$("$node" host/backup/main.ts list | tail -n 1 | cut -d ' ' -f 1)"
# Everything, with the bridge and emulated plugs. Now that the demo's past is there, it is ready within its minute.
start host/start.ts
NODE_EXTRA_CA_CERTS=$MYP_DATA_DIR/tls/ca.crt "$node" --input-type=module -e '
  import { setTimeout as wait } from "node:timers/promises"
  const portal = `https://localhost:${process.env.MYP_HTTPS_PORT}`
  const signedIn = await fetch(`${portal}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "ausbilder", password: "werkstatt-demo" }),
  })
  console.log(`sign-in: ${signedIn.status}`)
  const headers = { cookie: signedIn.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ") }
  let known = 0
  for (let tries = 0; tries < 60 && known === 0; tries++) {
    await wait(2_000)
    const { items } = await (await fetch(`${portal}/api/printers`, { headers })).json()
    known = items.filter(({ power }) => power.state !== "unknown").length
  }
  console.log(`plugs that answer: ${known}`)
  process.exitCode = signedIn.status === 200 && known > 0 ? 0 : 1'
stop
TRY
inside bash /root/try.sh
# shellcheck disable=SC2016 # the other Debian puts in its name
echo "it runs on arm64 ($(inside sh -c '. /etc/os-release && echo "$VERSION_CODENAME"'))"
