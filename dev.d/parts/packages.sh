# Debian packages: installs what is missing from the lists in dev.d/packages/, and does nothing when all is there.

# packages_of LIST...: the names in those lists, comments removed.
packages_of() {
  local list
  for list in "$@"; do
    sed -e 's/#.*//' -e '/^ *$/d' "dev.d/packages/$list.txt"
  done
}

missing_packages() {
  local wanted
  wanted=$(packages_of "$@" | sort -u)
  # dpkg-query knows nothing of a package that was never installed, so what it lists as installed is taken away from the wish.
  comm -23 <(echo "$wanted") \
    <(xargs dpkg-query -W -f='${db:Status-Status} ${Package}\n' <<<"$wanted" 2>/dev/null | sed -n 's/^installed //p' | sort -u)
}

# ensure_packages LIST...
ensure_packages() {
  if ! command -v dpkg-query >/dev/null; then
    say "this is not Debian: make sure that the packages named in dev.d/packages/ are here under their names on this system"
    return 0
  fi
  local missing
  missing=$(missing_packages "$@")
  [[ -n $missing ]] || return 0
  install_packages $missing
}

# --no-remove: on somebody's own machine a conflict (say, with another Boost) is theirs to settle.
install_packages() {
  local log=build/logs/packages.log apt=(env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -q -o DPkg::Lock::Timeout=300)
  as_root true
  quietly "$log" "fetching Debian's list of packages" as_root "${apt[@]}" -o Acquire::Retries=3 update ||
    fail "apt-get update failed: is there a network, and are the apt sources right?"
  quietly "$log" "installing $# Debian packages (once): ${*:1:6}$( (($# > 6)) && echo " ...")" \
    as_root "${apt[@]}" -o Acquire::Retries=3 install -y --no-install-recommends --no-remove "$@" ||
    fail "apt-get could not install the packages above; see $log"
}
