# A bare Debian 12 in a folder, reaching the same package sources as this machine. For ./dev fresh only.
#
# Commands run there in mount and process namespaces of their own: when they end, nothing stays mounted or running.

# The host's Debian sources and no others: what else this machine installs from is not part of a bare Debian.
copy_debian_sources() {
  local bare=$1 file
  for file in /etc/apt/sources.list.d/*.sources; do
    [[ -f $file ]] && grep -qE '^Suites:(.* )? ?bookworm( |$)' "$file" && cp "$file" "$bare/etc/apt/sources.list.d/"
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [[ -f $file ]] && grep -hE '^deb .* bookworm(-updates|-security)? .*main' "$file"
  done >"$bare/etc/apt/sources.list.d/from-the-host.list"
  # debootstrap's own line stands only when this machine told nothing.
  if grep -rqs bookworm "$bare/etc/apt/sources.list.d"; then rm -f "$bare/etc/apt/sources.list"; fi
}

# Empty when this machine names none; debootstrap then takes its default.
debian_mirror() {
  { cat /etc/apt/sources.list.d/*.sources 2>/dev/null || true; } | awk '/^URIs:/ { u = $2 } /^Suites:.* bookworm( |$)/ { print u; exit }'
}

make_bare_debian() {
  local bare=$1
  debootstrap --variant=minbase --include=ca-certificates,git bookworm "$bare" $(debian_mirror) || return 1
  copy_debian_sources "$bare"
  apt-config dump | grep -E '^Acquire::(http|https|Check[^:]*)[: ]' >"$bare/etc/apt/apt.conf.d/90from-the-host" || true
  cp -L /etc/resolv.conf "$bare/etc/resolv.conf"
  # A machine behind an inspecting proxy trusts an authority that Debian does not know.
  cp -L /etc/ssl/certs/ca-certificates.crt "$bare/etc/ssl/certs/of-the-host.crt"
  mkdir -p "$bare/srv"
}

# enter_bare_debian FOLDER: fills the array `inside`; "${inside[@]}" COMMAND runs a command there as root with a clean
# environment. An array, not a function, so that $! of a command in the background is the process to wait for.
enter_bare_debian() {
  local bare=$1 passed_on=() name
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    [[ -z ${!name:-} ]] || passed_on+=("$name=${!name}")
  done
  if command -v npm >/dev/null; then passed_on+=("npm_config_registry=$(npm config get registry 2>/dev/null)"); fi
  # shellcheck disable=SC2016
  inside=(env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/of-the-host.crt "${passed_on[@]}"
    unshare --mount --pid --fork --kill-child -- sh -c '
      bare=$1
      shift
      mount --make-rprivate /
      mount -t proc proc "$bare/proc"
      mount -t tmpfs -o mode=1777 tmpfs "$bare/dev/shm"
      exec chroot "$bare" "$@"' sh "$bare")
}

# A port that nobody listens on just now.
free_port() {
  local port
  for ((port = 18080; port < 18180; ++port)); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port" && return 0; }
  done
  fail "no free port between 18080 and 18180"
}
