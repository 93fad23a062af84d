# Talking to the person at the terminal.

say() { printf '== %s\n' "$*"; }

fail() {
  printf '\n!! %s\n' "$*" >&2
  exit 1
}

# quietly LOG WHAT COMMAND...: says what is going on, keeps the command's output in LOG, shows its end when it fails.
quietly() {
  local log=$1 what=$2 begun=$SECONDS
  shift 2
  mkdir -p "$(dirname "$log")"
  say "$what"
  if NO_COLOR=1 "$@" >"$log" 2>&1 </dev/null; then
    ((SECONDS - begun < 5)) || say "  done in $((SECONDS - begun)) s"
    return 0
  fi
  printf '\n-- the end of %s --\n' "$log" >&2
  tail -n 40 "$log" >&2
  return 1
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "this needs root and there is no sudo. As root, run: $*"
  fi
}
