# shellcheck shell=bash
# One browser on the machine's screen.

KIOSK_UNITS="myp-kiosk.service myp-kiosk-watchdog.service myp-kiosk-watchdog.timer
  myp-kiosk-screen@.service myp-kiosk-screen-on.timer myp-kiosk-screen-off.timer"
KIOSK_ENABLED="myp-kiosk.service myp-kiosk-watchdog.timer myp-kiosk-screen-on.timer myp-kiosk-screen-off.timer"
KIOSK_POLICIES="/etc/chromium/policies/managed/myp.json /etc/chromium-browser/policies/managed/myp.json"

# setup_kiosk RELEASE URL CA_FILE: the CA must exist, so the host must have run once.
setup_kiosk() {
  local release=$1 url=$2 ca=$3 unit policy port origin
  ensure_packages cage chromium
  ensure_account myp-kiosk /var/lib/myp-kiosk
  # The screen, its input devices and its acceleration.
  run usermod -a -G video,input,render myp-kiosk
  origin=$(printf '%s' "$url" | sed -E 's#^(https://[^/]+).*#\1#')
  port=$(printf '%s' "$origin" | sed -nE 's#.*:([0-9]+)$#\1#p')
  printf 'KIOSK_URL=%s\nKIOSK_PORT=%s\n' "$url" "${port:-443}" | put /etc/myp/kiosk.env 644 root:root
  for unit in $KIOSK_UNITS; do
    put "/etc/systemd/system/$unit" 644 root:root <"$release/deploy/kiosk/$unit"
  done
  for policy in $KIOSK_POLICIES; do
    kiosk_policy "$release" "$origin" "$ca" | put "$policy" 644 root:root
  done
  if systemd_runs; then
    run systemctl daemon-reload
    # shellcheck disable=SC2086 # several units
    run systemctl enable $KIOSK_ENABLED
    run systemctl set-default graphical.target
    # shellcheck disable=SC2086
    run systemctl restart $KIOSK_ENABLED
  fi
}

# The policies with the portal's address and the local CA (base64 of its DER form).
kiosk_policy() {
  local der=""
  if [ -f "$3" ]; then
    der=$(openssl x509 -in "$3" -outform DER | base64 -w 0)
  elif [ "$DRY_RUN" = 0 ]; then
    die "$3 does not exist: the portal's CA is made at the first start of myp.service"
  fi
  sed -e "s|@KIOSK_ORIGIN@|$2|" -e "s|@CA_CERTIFICATE@|$der|" "$1/deploy/kiosk/policies.json"
}

remove_kiosk() {
  local unit policy
  [ -f /etc/systemd/system/myp-kiosk.service ] || return 0
  # shellcheck disable=SC2086 # several units
  if systemd_runs; then run systemctl disable --now $KIOSK_ENABLED; fi
  for unit in $KIOSK_UNITS; do run rm -f "/etc/systemd/system/$unit"; done
  for policy in $KIOSK_POLICIES; do run rm -f "$policy"; done
  run rm -f /etc/myp/kiosk.env
}
