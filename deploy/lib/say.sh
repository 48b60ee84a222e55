# shellcheck shell=bash
# What all scripts share: telling, refusing, and doing or only showing.

# Set by the scripts' flags.
DRY_RUN=${DRY_RUN:-0}
# A file in which `put` notes what it wrote, for those who must restart something then.
CHANGES=${CHANGES:-/dev/null}

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Does it, or with --dry-run shows it.
run() {
  if [ "$DRY_RUN" = 1 ]; then
    printf '   would run:'
    printf ' %q' "$@"
    printf '\n'
  else
    "$@"
  fi
}

# put FILE MODE OWNER: writes its input to FILE, all or nothing; says so only when it changes something.
put() {
  local file=$1 mode=$2 owner=$3 content
  content=$(cat && printf x)
  content=${content%x}
  if [ -f "$file" ] && [ "$(cat "$file" && printf x)" = "${content}x" ]; then
    run chmod "$mode" "$file"
    run chown "$owner" "$file"
    return 0
  fi
  if [ "$DRY_RUN" = 1 ]; then
    say "   would write $file (mode $mode, owner $owner)"
    return 0
  fi
  mkdir -p "$(dirname "$file")"
  (umask 077 && printf '%s' "$content" >"$file.new")
  chown "$owner" "$file.new"
  chmod "$mode" "$file.new"
  mv -f "$file.new" "$file"
  say "$file" >>"$CHANGES"
  say "   wrote $file"
}

# ask QUESTION DEFAULT: the answer on stdout; the default where nobody can be asked.
ask() {
  local answer
  if [ "${ASSUME_YES:-0}" = 1 ] || [ ! -t 0 ]; then
    printf '%s' "$2"
    return 0
  fi
  read -r -p "$1 [$2] " answer
  printf '%s' "${answer:-$2}"
}

# ask_yes QUESTION DEFAULT(yes|no)
ask_yes() {
  case $(ask "$1 (yes/no)" "$2") in
  [yYjJ]*) return 0 ;;
  *) return 1 ;;
  esac
}

require_root() { [ "$(id -u)" = 0 ] || [ "$DRY_RUN" = 1 ] || die "must run as root: sudo $0 …"; }
require_tool() { command -v "$1" >/dev/null || die "$1 is missing: apt install $2"; }
