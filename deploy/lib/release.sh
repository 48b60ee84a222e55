# shellcheck shell=bash
# Releases lie side by side in /opt/myp/releases; /opt/myp/current points at the one in use.

PREFIX=${PREFIX:-/opt/myp}
UPDATE_KEY=${UPDATE_KEY:-/etc/myp/update.pub}
KEEP_RELEASES=3
# The release being made; the scripts' traps remove what a failure leaves of it.
# shellcheck disable=SC2034
PARTIAL=""

# verify_signature FILE MINISIG PUBLIC_KEY: Ed25519 in minisign's format, over the file and over the trusted
# comment, which is printed. Checked with openssl, because minisign is not on every machine; the format is
# described at https://jedisct1.github.io/minisign/#signature-format
verify_signature() {
  local file=$1 minisig=$2 key=$3 work
  work=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$work'" RETURN
  sed -n 2p "$key" | base64 -d >"$work/key" 2>/dev/null || return 1
  sed -n 2p "$minisig" | base64 -d >"$work/sig" 2>/dev/null || return 1
  sed -n 4p "$minisig" | base64 -d >"$work/global" 2>/dev/null || return 1
  [ "$(stat -c %s "$work/key")" = 42 ] && [ "$(stat -c %s "$work/sig")" = 74 ] || return 1
  # "ED": the signature is over the BLAKE2b hash. Then eight bytes that name the key.
  [ "$(head -c 2 "$work/sig")" = ED ] || return 1
  cmp -s <(tail -c +3 "$work/key" | head -c 8) <(tail -c +3 "$work/sig" | head -c 8) || return 1
  # The key as openssl reads it: a fixed DER header, then the 32 bytes (RFC 8410).
  {
    printf '\060\052\060\005\006\003\053\145\160\003\041\000'
    tail -c 32 "$work/key"
  } >"$work/key.der"
  tail -c 64 "$work/sig" >"$work/sig.raw"
  openssl dgst -blake2b512 -binary "$file" >"$work/hash"
  check_ed25519 "$work/key.der" "$work/hash" "$work/sig.raw" || return 1
  {
    cat "$work/sig.raw"
    sed -n 3p "$minisig" | sed 's/^trusted comment: //' | tr -d '\n'
  } >"$work/commented"
  check_ed25519 "$work/key.der" "$work/commented" "$work/global" || return 1
  sed -n 3p "$minisig" | sed 's/^trusted comment: //'
}

check_ed25519() {
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$1" -rawin -in "$2" -sigfile "$3" >/dev/null 2>&1
}

# open_bundle FILE FOLDER ARCH: checks the signature and the sums and unpacks what this machine needs.
open_bundle() {
  local file=$1 folder=$2 arch=$3 comment
  [ -f "$file" ] || die "$file does not exist"
  [ -f "$UPDATE_KEY" ] || die "$UPDATE_KEY, the key that bundles are signed with, is missing (--update-key FILE)"
  mkdir -p "$folder"
  tar -xf "$file" -C "$folder" --no-same-owner SHA256SUMS SHA256SUMS.minisig common.tar.gz "linux-$arch.tar.gz" ||
    die "$file is no bundle, or has nothing for $arch"
  comment=$(verify_signature "$folder/SHA256SUMS" "$folder/SHA256SUMS.minisig" "$UPDATE_KEY") ||
    die "$file is not signed with $UPDATE_KEY: nothing was changed"
  (cd "$folder" && grep -E " (common|linux-$arch)\.tar\.gz\$" SHA256SUMS | sha256sum --check --strict --quiet) ||
    die "$file is damaged: nothing was changed"
  say "   signature: $comment"
}

# unpack_release BUNDLE ARCH: makes a release of a bundle; its folder is left in RELEASE.
unpack_release() {
  local bundle=$1 arch=$2 work
  if [ "$DRY_RUN" = 1 ]; then
    say "   would check $bundle and unpack it below $PREFIX/releases"
    RELEASE=$PREFIX/releases/dry-run
    return 0
  fi
  mkdir -p "$PREFIX/releases"
  work=$(mktemp -d "$PREFIX/releases/.partial.XXXXXX")
  # shellcheck disable=SC2034
  PARTIAL=$work
  open_bundle "$bundle" "$work/bundle" "$arch"
  mkdir "$work/release"
  tar -xzf "$work/bundle/common.tar.gz" -C "$work/release" --no-same-owner
  tar -xzf "$work/bundle/linux-$arch.tar.gz" -C "$work/release" --no-same-owner
  RELEASE=$PREFIX/releases/$(release_name "$work/release" "$work/bundle/SHA256SUMS")
  keep_release "$work/release"
  rm -rf "$work"
}

# copy_release FOLDER: makes a release of a source folder, with npm.
copy_release() {
  local source=$1 work stamp
  if [ "$DRY_RUN" = 1 ]; then
    say "   would copy $source below $PREFIX/releases, run npm ci and build"
    RELEASE=$PREFIX/releases/dry-run
    return 0
  fi
  require_tool npm "nodejs npm (Node 20 or newer)"
  mkdir -p "$PREFIX/releases"
  work=$(mktemp -d "$PREFIX/releases/.partial.XXXXXX")
  # shellcheck disable=SC2034
  PARTIAL=$work
  stamp=$work/stamp
  pack_source "$source" | sha256sum >"$stamp"
  RELEASE=$PREFIX/releases/$(release_name "$source" "$stamp")
  if [ -d "$RELEASE" ]; then
    say "   $RELEASE is there already"
  else
    mkdir "$work/release"
    pack_source "$source" | tar -xf - -C "$work/release" --no-same-owner
    (cd "$work/release" && npm ci --omit=dev --no-audit --no-fund --loglevel=error && npm run build) ||
      die "npm could not install and build $source"
    keep_release "$work/release"
  fi
  rm -rf "$work"
}

pack_source() {
  tar -C "$1" -cf - --sort=name --exclude=./node_modules --exclude=./data --exclude=./dist --exclude=./.git .
}

# The version, and eight digits that tell two builds of it apart.
release_name() {
  local version
  version=$(sed -n 's/^  "version": "\([0-9A-Za-z.+-]*\)",$/\1/p' "$1/package.json" | head -n 1)
  [ -n "$version" ] || die "the release has no version"
  printf '%s-%s' "$version" "$(sha256sum <"$2" | head -c 8)"
}

keep_release() {
  chown -R root:root "$1"
  chmod -R u=rwX,go=rX "$1"
  if [ -d "$RELEASE" ]; then
    say "   $RELEASE is there already"
  else
    mv "$1" "$RELEASE"
    say "   unpacked $RELEASE"
  fi
}

# Nothing where nothing is installed.
current_release() { [ ! -L "$PREFIX/current" ] || readlink -f "$PREFIX/current"; }

# use_release FOLDER: from now on, in one step.
use_release() {
  run ln -sfn "$1" "$PREFIX/current.new"
  run mv -fT "$PREFIX/current.new" "$PREFIX/current"
}

# The newest few stay for a way back.
remove_old_releases() {
  local folder used
  used=$(current_release)
  find "$PREFIX/releases" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort -rn | cut -d ' ' -f 2- |
    tail -n +$((KEEP_RELEASES + 1)) | while read -r folder; do
    [ "$folder" = "$used" ] || run rm -rf "$folder"
  done
}
