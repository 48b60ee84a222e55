#!/bin/bash
# Restores a backup into this installation: stops the services, restores as `npm run restore` does, starts them.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
for part in say machine release services; do
  # shellcheck source=/dev/null
  . "$here/lib/$part.sh"
done

[ $# -gt 0 ] || die "usage: sudo myp restore FILE [--identity KEYFILE] [--with-settings]"
require_root
FILE=$(readlink -f "$1")
shift
[ -f "$FILE" ] || die "$FILE does not exist"

stop_services
# As root: the backup may lie on a stick, the key in somebody's home, the settings in /etc.
restored=0
"$here/myp" --as-is host/backup/main.ts restore "$FILE" "$@" || restored=$?
chown -R myp:myp "$STATE"
if [ -f /etc/myp/bridge.toml ]; then
  chown root:root /etc/myp/bridge.toml
  chmod 600 /etc/myp/bridge.toml
fi
if [ -f /etc/myp/config.toml ]; then
  chown root:myp /etc/myp/config.toml
  chmod 640 /etc/myp/config.toml
fi
start_services || die "a service did not start: journalctl -u myp -u myp-bridge"
wait_for_portal || die "the portal does not answer: journalctl -u myp"
[ "$restored" = 0 ] || die "nothing was restored; everything is as it was"
