#!/bin/bash
# Removes MYP. Configuration, data and backups stay, unless --purge says otherwise.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)

PURGE=0 DRY_RUN=0 ASSUME_YES=0
for word in "$@"; do
  case $word in
  --purge) PURGE=1 ;;
  --yes) ASSUME_YES=1 ;;
  --dry-run) DRY_RUN=1 ;;
  *)
    echo "usage: sudo deploy/uninstall.sh [--purge] [--yes] [--dry-run]   (--purge: data and backups too)" >&2
    exit 2
    ;;
  esac
done
export DRY_RUN ASSUME_YES

for part in say machine release services network kiosk; do
  # shellcheck source=/dev/null
  . "$here/lib/$part.sh"
done
require_root
if [ "$PURGE" = 1 ] && [ "$ASSUME_YES" = 0 ]; then
  ask_yes "Really delete all reservations, people and backups on this machine?" no || die "nothing was changed"
fi

step "Services"
remove_kiosk
if systemd_runs; then run systemctl disable --now myp-bridge.service myp.service || true; fi
for file in /etc/systemd/system/myp.service /etc/systemd/system/myp-bridge.service \
  "/etc/systemd/system/mnt-myp\\x2dbackup.mount" /etc/udev/rules.d/80-myp-backup.rules /usr/local/bin/myp; do
  run rm -f "$file"
done
if systemd_runs; then run systemctl daemon-reload; fi

step "Network"
remove_firewall
remove_time_server

step "Program"
run rm -rf "$PREFIX" /var/cache/myp /var/cache/myp-bridge
if [ "$PURGE" = 1 ]; then
  step "Configuration and data"
  run rm -rf /etc/myp /var/lib/myp /var/lib/myp-bridge /var/lib/myp-kiosk /var/log/myp /var/log/myp-bridge
  for account in myp myp-bridge myp-kiosk; do
    if getent passwd "$account" >/dev/null; then run userdel "$account"; fi
  done
else
  say "   /etc/myp, /var/lib/myp and the logs stay (--purge removes them)"
fi
