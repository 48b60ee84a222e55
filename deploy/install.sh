#!/bin/bash
# Installs MYP on Raspberry Pi OS or Debian (12 or newer; arm64 or amd64), or brings an installation to the
# state that the flags describe. Running it twice changes nothing the second time.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)

usage() {
  cat <<'USAGE'
usage: sudo deploy/install.sh [--from FOLDER | --bundle FILE] [flags]

  --from FOLDER         the program's folder (default: the one this script lies in); needs npm and Node 20 or newer
  --bundle FILE         a bundle made by `npm run bundle`; needs neither npm nor a network
  --update-key FILE     the public key bundles must be signed with (kept for later updates)
  --names LIST          names and addresses of the portal, separated by commas (default: HOSTNAME.local)
  --tapo-user NAME      the TP-Link account of the plugs …
  --tapo-password-file FILE   … and the file with its password in the first line
  --plug-subnet CIDR    the plugs' network (default: 192.168.0.0/24)
  --firewall yes|no     firewalld zones (default: ask, else no)
  --client-interface IF the interface of people and kiosks (default: the one of the default route)
  --plug-interface IF   the interface of the plugs (default: the same)
  --ssh-from CIDR       who may still reach SSH through the firewall
  --time-server yes|no  chrony as the plugs' time server (default: ask, else yes)
  --kiosk URL           a browser on this machine's screen, e.g. https://localhost/kiosk
  --no-apt              never install packages
  --no-start            install, but do not start
  --yes                 ask nothing
  --dry-run             only show what would be done
USAGE
}

# shellcheck disable=SC2034 # used by lib/*.sh
FROM="" BUNDLE="" NEW_KEY="" NAMES="" TAPO_USER="" TAPO_FILE="" PLUG_SUBNET="" FIREWALL="" CLIENT_IF="" PLUG_IF=""
SSH_FROM="" TIME_SERVER="" KIOSK="" NO_START=0 NO_APT=0 ASSUME_YES=0 DRY_RUN=0
# shellcheck disable=SC2034
while [ $# -gt 0 ]; do
  case $1 in
  --from | --bundle | --update-key | --names | --tapo-user | --tapo-password-file | --plug-subnet | --firewall | \
    --client-interface | --plug-interface | --ssh-from | --time-server | --kiosk)
    [ $# -ge 2 ] || { echo "error: $1 needs a value" >&2; exit 2; } ;;&
  --from) FROM=$2; shift ;;
  --bundle) BUNDLE=$2; shift ;;
  --update-key) NEW_KEY=$2; shift ;;
  --names) NAMES=$2; shift ;;
  --tapo-user) TAPO_USER=$2; shift ;;
  --tapo-password-file) TAPO_FILE=$2; shift ;;
  --plug-subnet) PLUG_SUBNET=$2; shift ;;
  --firewall) FIREWALL=$2; shift ;;
  --client-interface) CLIENT_IF=$2; shift ;;
  --plug-interface) PLUG_IF=$2; shift ;;
  --ssh-from) SSH_FROM=$2; shift ;;
  --time-server) TIME_SERVER=$2; shift ;;
  --kiosk) KIOSK=$2; shift ;;
  --no-apt) NO_APT=1 ;;
  --no-start) NO_START=1 ;;
  --yes) ASSUME_YES=1 ;;
  --dry-run) DRY_RUN=1 ;;
  -h | --help) usage; exit 0 ;;
  *) echo "error: unknown flag $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done
export DRY_RUN ASSUME_YES NO_APT

for part in say machine release services settings network kiosk; do
  # shellcheck source=/dev/null
  . "$here/lib/$part.sh"
done

step "Checks"
require_root
require_debian
CHANGES=$(mktemp)
trap 'rm -rf "$CHANGES" "${PARTIAL:-$CHANGES}"' EXIT
ARCH=$(machine_arch)
require_space "$PREFIX" 1500
require_space /var/lib 500
[ -z "$FROM" ] || [ -z "$BUNDLE" ] || die "--from and --bundle exclude each other"
say "   $(. /etc/os-release && printf '%s' "$PRETTY_NAME"), $ARCH"
ask_for_settings
check_settings

step "Packages"
ensure_packages openssl ca-certificates tar gzip

step "Accounts"
ensure_account myp /var/lib/myp
ensure_account myp-bridge /var/lib/myp-bridge

step "Program"
keep_update_key "$NEW_KEY"
if [ -n "$BUNDLE" ]; then
  unpack_release "$BUNDLE" "$ARCH"
else
  copy_release "${FROM:-$(dirname "$here")}"
fi
BEFORE=$(current_release)
if [ -n "$BEFORE" ] && [ "$BEFORE" != "$RELEASE" ]; then
  die "$BEFORE is installed: use deploy/update.sh, which makes a backup first and can go back"
fi
HOW=start
if [ "$BEFORE" != "$RELEASE" ]; then
  use_release "$RELEASE"
  HOW=restart
fi
SOURCE=$RELEASE
[ "$DRY_RUN" = 0 ] || SOURCE=$(dirname "$here")

step "Configuration"
write_settings "$SOURCE"

step "Services"
install_units "$SOURCE"
# Also where no systemd runs yet, as while an image is made.
run systemctl enable myp.service myp-bridge.service

step "Network"
if [ "$TIME_SERVER" = yes ]; then setup_time_server "$SOURCE" "$PLUG_SUBNET"; fi
if [ "$FIREWALL" = yes ]; then setup_firewall "$SOURCE" "$CLIENT_IF" "$PLUG_IF" "$SSH_FROM"; fi

if [ "$NO_START" = 0 ]; then
  step "Start"
  if [ -s "$CHANGES" ]; then HOW=restart; fi
  start_services "$HOW" || die "a service did not start: journalctl -u myp -u myp-bridge"
  wait_for_portal || die "the portal does not answer: journalctl -u myp"
fi

if [ -n "$KIOSK" ]; then
  step "Kiosk"
  setup_kiosk "$SOURCE" "$KIOSK" "$STATE/tls/ca.crt"
fi

step "Done"
NAME=$(sed -n 's/^names = \["\([^"]*\)".*/\1/p' /etc/myp/config.toml 2>/dev/null || true)
say "   The portal: https://${NAME:-localhost}/   its CA certificate: http://${NAME:-localhost}/ca.crt"
say "   The first administrator needs the set-up code: sudo myp setup-code"
say "   How to go on: $PREFIX/current/docs/operations.md"
