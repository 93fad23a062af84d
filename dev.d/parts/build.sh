# Building the server (CMake presets) and the web client.

# One compiler on a file full of Beast can take 2 GB.
build_jobs() {
  local cores by_memory
  cores=$(nproc)
  by_memory=$(awk '/MemTotal/ { n = int($2 / 2097152); print n ? n : 1 }' /proc/meminfo)
  echo $((cores < by_memory ? cores : by_memory))
}

# Lets one ccache serve every checkout of the project on this machine, a fresh clone in CI among them.
export CCACHE_BASEDIR=$SAMTALE_ROOT CCACHE_NOHASHDIR=1

# build_preset PRESET [TARGET...]: all targets when none is named.
build_preset() {
  local preset=$1 targets=()
  shift
  (($# == 0)) || targets=(--target "$@")
  cmake --preset "$preset" && cmake --build --preset "$preset" --parallel "$(build_jobs)" "${targets[@]}"
}

# A name for what the client is built from: unchanged sources are not built again.
web_sources_hash() {
  find clients/web proto -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/generated/*' -print0 |
    sort -z | xargs -0 sha256sum | sha256sum
}

build_web() {
  local stamp=build/web-built-from now
  npm_packages clients/web || return 1
  now=$(web_sources_hash)
  [[ ! -f clients/web/dist/index.html || ! -f $stamp || $(<"$stamp") != "$now" ]] || return 0
  quietly build/logs/web.log "building the web client" npm --prefix clients/web run build || return 1
  echo "$now" >"$stamp"
}
