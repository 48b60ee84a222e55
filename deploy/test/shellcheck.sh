#!/bin/bash
# All shell scripts are clean: apt install shellcheck.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
shellcheck -x -S style ./*.sh myp lib/*.sh test/*.sh kiosk/myp-kiosk-browser kiosk/myp-kiosk-watchdog \
  kiosk/myp-kiosk-screen ../host/supervision/tied-workerd
echo "shellcheck: clean"
