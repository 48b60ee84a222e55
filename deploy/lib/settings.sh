# shellcheck shell=bash
# What the flags leave open is asked, or taken as usual; then the configuration files are written.

ask_for_settings() {
  local interface
  interface=$(ip -o route show default 2>/dev/null | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1)
  interface=${interface:-eth0}
  NAMES=${NAMES:-$(ask "Names and addresses of the portal, separated by commas?" "$(hostname).local")}
  PLUG_SUBNET=${PLUG_SUBNET:-$(ask "The plugs' network?" 192.168.0.0/24)}
  if [ -z "$TIME_SERVER" ]; then
    if ask_yes "Serve the time to the plugs (chrony)?" yes; then TIME_SERVER=yes; else TIME_SERVER=no; fi
  fi
  if [ -z "$FIREWALL" ]; then
    if ask_yes "Close the firewall to all but the portal (firewalld)?" no; then FIREWALL=yes; else FIREWALL=no; fi
  fi
  CLIENT_IF=${CLIENT_IF:-$interface}
  PLUG_IF=${PLUG_IF:-$CLIENT_IF}
}

check_settings() {
  local name
  for name in ${NAMES//,/ }; do
    [[ $name =~ ^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$ ]] || die "--names: \"$name\" is no name or address"
  done
  [[ $PLUG_SUBNET =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}$ ]] || die "--plug-subnet: expected e.g. 192.168.0.0/24"
  [[ -z $SSH_FROM || $SSH_FROM =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}(/[0-9]{1,2})?$ ]] ||
    die "--ssh-from: expected e.g. 192.168.1.0/24"
  [[ $FIREWALL =~ ^(yes|no)$ && $TIME_SERVER =~ ^(yes|no)$ ]] || die "--firewall and --time-server are yes or no"
  [[ -z $KIOSK || $KIOSK =~ ^https://[A-Za-z0-9.:-]+(/[A-Za-z0-9/_.-]*)?$ ]] || die "--kiosk: expected https://…"
  [ -z "$TAPO_FILE" ] || [ -r "$TAPO_FILE" ] || die "--tapo-password-file: $TAPO_FILE can not be read"
}

# keep_update_key FILE: the key is taken as given once, by somebody who is root anyway.
keep_update_key() {
  [ -n "$1" ] || return 0
  [ -r "$1" ] || die "--update-key: $1 can not be read"
  put "$UPDATE_KEY" 644 root:root <"$1"
}

# write_settings RELEASE: configuration that is there already stays as it is.
write_settings() {
  run install -d -m 755 -o root -g root /etc/myp
  if [ -f /etc/myp/config.toml ]; then
    say "   /etc/myp/config.toml stays as it is"
  else
    sed "s|^names = .*|names = [$(quoted_list "$NAMES")]|" "$1/deploy/config.example.toml" |
      put /etc/myp/config.toml 640 root:myp
  fi
  if [ -f /etc/myp/bridge.toml ] && bridge_is_configured; then
    say "   /etc/myp/bridge.toml stays as it is"
  else
    # systemd hands the services copies of their own: nobody but root needs to read the file itself.
    bridge_settings "$1" | put /etc/myp/bridge.toml 600 root:root
  fi
}

quoted_list() { printf '"%s"' "${1//,/\", \"}"; }

bridge_settings() {
  local password="a long random password" user=${TAPO_USER:-steckdosen@example.org}
  if [ -n "$TAPO_FILE" ]; then password=$(head -n 1 "$TAPO_FILE"); fi
  MYP_USER=$(toml_text "$user") MYP_PASSWORD=$(toml_text "$password") awk -v subnet="$PLUG_SUBNET" '
    /^secrets_file = /   { print "secrets_file = \"secrets.json\""; next }
    /^data_dir = /       { print "data_dir = \"/var/lib/myp-bridge\""; next }
    /^subnet = /         { print "subnet = \"" subnet "\""; next }
    /^\[tapo\]/          { tapo = 1 }
    /^\[[a-z]/ && !/tapo/ { tapo = 0 }
    tapo && /^username = / { print "username = " ENVIRON["MYP_USER"]; next }
    tapo && /^password = / { print "password = " ENVIRON["MYP_PASSWORD"]; next }
    { print }
  ' "$1/deploy/bridge.example.toml"
}

# As a TOML string: backslash and quote are escaped.
toml_text() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}
