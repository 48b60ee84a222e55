#!/bin/bash
# Brings an installation to another release: backup, switch, migration, health check; and back to the old
# release with the old database when anything of that fails.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)

usage() {
  cat <<'USAGE'
usage: sudo deploy/update.sh FILE | --from FOLDER  [--dry-run]

  FILE            a bundle made by `npm run bundle`, signed with the key in /etc/myp/update.pub
  --from FOLDER   the new program's folder instead; needs npm and Node 20 or newer
USAGE
}

BUNDLE="" FROM="" DRY_RUN=0
while [ $# -gt 0 ]; do
  case $1 in
  --from)
    [ $# -ge 2 ] || { echo "error: --from needs a folder" >&2; exit 2; }
    FROM=$2
    shift
    ;;
  --dry-run) DRY_RUN=1 ;;
  -h | --help) usage; exit 0 ;;
  -*) echo "error: unknown flag $1" >&2; usage >&2; exit 2 ;;
  *) BUNDLE=$1 ;;
  esac
  shift
done
export DRY_RUN

for part in say machine release services; do
  # shellcheck source=/dev/null
  . "$here/lib/$part.sh"
done

# Back to what was, with the database of before: a new schema would be unknown to the old program.
roll_back() {
  warn "$1; going back to $(basename "$OLD")"
  stop_services || true
  use_release "$OLD"
  install_units "$OLD"
  as_host host/backup/main.ts restore "$BACKUP" || warn "could not restore $BACKUP: sudo myp restore $BACKUP"
  if start_services && wait_for_portal; then
    die "the update failed, and $(basename "$OLD") runs again with the database of before: journalctl -u myp"
  fi
  die "the update failed and so did the way back: sudo myp doctor"
}

trap '[ -z "$PARTIAL" ] || rm -rf "$PARTIAL"' EXIT
[ -n "$BUNDLE" ] || [ -n "$FROM" ] || { usage >&2; exit 2; }
require_root
OLD=$(current_release)
[ -d "${OLD:-/nowhere}" ] || die "nothing is installed in $PREFIX: use deploy/install.sh"
require_space "$PREFIX" 1000

step "Program"
if [ -n "$BUNDLE" ]; then unpack_release "$BUNDLE" "$(machine_arch)"; else copy_release "$FROM"; fi
if [ "$RELEASE" = "$OLD" ]; then
  say "   $(basename "$OLD") is installed already"
  exit 0
fi

step "Backup"
stop_services
BACKUP=""
if [ "$DRY_RUN" = 1 ]; then
  say "   would back up the database"
else
  BACKUP=$("$PREFIX/current/deploy/myp" backup now --reason update | head -n 1) || {
    start_services
    die "no backup could be made, so nothing was changed"
  }
  say "   $BACKUP"
fi

step "Switch to $(basename "$RELEASE")"
use_release "$RELEASE"
[ "$DRY_RUN" = 1 ] || install_units "$RELEASE"
start_services || roll_back "a service did not start"
wait_for_portal || roll_back "the portal does not answer"
remove_old_releases

step "Done"
say "   $(basename "$RELEASE") runs; before: $(basename "$OLD")"
