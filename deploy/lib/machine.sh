# shellcheck shell=bash
# What the machine is, its accounts and its packages.

# As npm names it: x64 or arm64.
machine_arch() {
  case $(uname -m) in
  x86_64) printf x64 ;;
  aarch64) printf arm64 ;;
  *) die "$(uname -m) is not supported: a 64-bit system (arm64 or amd64) is needed" ;;
  esac
}

require_debian() {
  local id version
  id=$(. /etc/os-release && printf '%s %s' "$ID" "${ID_LIKE:-}")
  version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-0}")
  case " $id " in
  *" debian "* | *" raspbian "*) ;;
  *) die "Debian or Raspberry Pi OS is needed, this is: $id" ;;
  esac
  [ "${version%%.*}" -ge 12 ] || die "Debian 12 or newer is needed, this is $version"
}

# require_space PATH MEGABYTES
require_space() {
  local free folder=$1
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  free=$(df --output=avail -m "$folder" | tail -n 1)
  [ "$free" -ge "$2" ] || die "$folder has $free MB free, $2 MB are needed"
}

ensure_account() {
  local name=$1 home=$2
  getent passwd "$name" >/dev/null && return 0
  run useradd --system --user-group --home-dir "$home" --no-create-home --shell /usr/sbin/nologin "$name"
}

# ensure_packages PACKAGE…: installs what is missing, where a package source can be reached.
ensure_packages() {
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "${NO_APT:-0}" = 1 ]; then
    die "missing packages: ${missing[*]} (and --no-apt forbids to install them)"
  fi
  run env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" ||
    die "could not install ${missing[*]}; without a package source, install them by hand first"
}

# Units, or a note where systemd does not run (a chroot while an image is made).
systemd_runs() { [ -d /run/systemd/system ]; }
