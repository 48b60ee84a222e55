# shellcheck shell=bash
# The two services, and whether they do their work.

# shellcheck disable=SC2034 # used by the scripts
STATE=/var/lib/myp
HEALTH_TIMEOUT_S=120

# Copies the units of a release; systemd reads them again.
install_units() {
  local unit
  for unit in myp.service myp-bridge.service; do
    put "/etc/systemd/system/$unit" 644 root:root <"$1/deploy/systemd/$unit"
  done
  put "/etc/systemd/system/mnt-myp\\x2dbackup.mount" 644 root:root <"$1/deploy/udev/mnt-myp-backup.mount"
  put /etc/udev/rules.d/80-myp-backup.rules 644 root:root <"$1/deploy/udev/80-myp-backup.rules"
  run install -d -m 755 -o root -g root /mnt/myp-backup
  run ln -sfn "$PREFIX/current/deploy/myp" /usr/local/bin/myp
  # What other releases compiled; the services make theirs anew.
  run rm -rf /var/cache/myp/* /var/cache/myp-bridge/*
  if systemd_runs; then
    run systemctl daemon-reload
    if command -v udevadm >/dev/null; then run udevadm control --reload || true; fi
  fi
}

# The template's password says that nobody has given the real one yet.
bridge_is_configured() {
  [ -f /etc/myp/bridge.toml ] && ! grep -q '^password = "a long random password"' /etc/myp/bridge.toml
}

# start_services [start|restart]
start_services() {
  local how=${1:-restart}
  systemd_runs || {
    say "   systemd does not run here: the services start with the machine"
    return 0
  }
  run systemctl reset-failed myp.service myp-bridge.service 2>/dev/null || true
  run systemctl "$how" myp.service || return 1
  if bridge_is_configured; then
    run systemctl "$how" myp-bridge.service || return 1
  else
    warn "/etc/myp/bridge.toml does not name the plugs' Tapo account yet; then: systemctl start myp-bridge"
  fi
}

stop_services() {
  systemd_runs || return 0
  run systemctl stop myp-bridge.service myp.service
}

# Waits until the portal answers through its gateway, with a certificate of the local CA.
wait_for_portal() {
  local waited=0
  [ "$DRY_RUN" = 0 ] || return 0
  systemd_runs || return 0
  until portal_answers; do
    systemctl is-active --quiet myp.service || [ "$waited" -lt 5 ] || return 1
    [ "$waited" -lt "$HEALTH_TIMEOUT_S" ] || return 1
    sleep 1
    waited=$((waited + 1))
  done
  say "   https://localhost/api/health answers"
}

portal_answers() { as_host host/doctor.ts --portal >/dev/null 2>&1; }

# as_host PROGRAM…: runs a program of the release in use, with the host's account and settings.
as_host() { runuser -u myp -- "$PREFIX/current/deploy/myp" --as-is "$@"; }
