# shellcheck shell=bash
# The firewall and the time server.

# setup_firewall RELEASE CLIENT_INTERFACE PLUG_INTERFACE ADMIN_NETWORK(may be empty)
setup_firewall() {
  local release=$1 clients=$2 plugs=$3 admins=$4 zone zones
  if [ "$clients" = "$plugs" ]; then zones="myp"; else zones="myp-clients myp-plugs"; fi
  ensure_packages firewalld
  for zone in $zones; do
    put "/etc/firewalld/zones/$zone.xml" 644 root:root <"$release/deploy/firewalld/$zone.xml"
  done
  if systemd_runs; then
    run systemctl enable --now firewalld.service
    run firewall-cmd --quiet --reload
  fi
  if [ "$clients" = "$plugs" ]; then
    bind_zone myp "$clients"
  else
    bind_zone myp-clients "$clients"
    bind_zone myp-plugs "$plugs"
  fi
  if [ -n "$admins" ]; then
    zone=${zones%% *}
    firewall_offline_or_not --permanent --zone="$zone" \
      --add-rich-rule="rule family=ipv4 source address=$admins service name=ssh accept"
  else
    warn "nobody can reach this machine by SSH through $clients any more (--ssh-from NETWORK allows it)"
  fi
  if systemd_runs; then run firewall-cmd --quiet --reload; fi
}

bind_zone() { firewall_offline_or_not --permanent --zone="$1" --change-interface="$2"; }

firewall_offline_or_not() {
  if systemd_runs; then
    run firewall-cmd --quiet "$@"
  else
    local words=()
    for word in "$@"; do [ "$word" = --permanent ] || words+=("$word"); done
    run firewall-offline-cmd --quiet "${words[@]}"
  fi
}

remove_firewall() {
  local zone
  for zone in myp myp-clients myp-plugs; do
    [ -f "/etc/firewalld/zones/$zone.xml" ] || continue
    run rm -f "/etc/firewalld/zones/$zone.xml" "/etc/firewalld/zones/$zone.xml.old"
  done
  if systemd_runs && systemctl is-active --quiet firewalld.service; then run firewall-cmd --quiet --reload; fi
}

# setup_time_server RELEASE PLUG_SUBNET
setup_time_server() {
  ensure_packages chrony
  sed "s|@PLUG_SUBNET@|$2|" "$1/deploy/chrony/myp.conf" |
    put /etc/chrony/conf.d/myp.conf 644 root:root
  if systemd_runs; then run systemctl restart chrony.service; fi
}

remove_time_server() {
  [ -f /etc/chrony/conf.d/myp.conf ] || return 0
  run rm -f /etc/chrony/conf.d/myp.conf
  if systemd_runs; then run systemctl try-restart chrony.service; fi
}
