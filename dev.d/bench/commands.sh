# For ./dev bench commands.

ensure_packages run test
quietly build/logs/release.log "building the server and what measures it (several minutes the first time)" \
  build_preset release samtale samtale-bench-commands || fail "they do not build"

rounds=5
[[ -z $quick ]] || rounds=1
warn_of_load
mkdir -p var/bench
say "how many commands a second are acknowledged, and how soon"
build/release/tests/bench/commands/samtale-bench-commands --folder var/bench --json "$figures/commands.json" --commit "$measured_commit" \
  --rounds "$rounds" || fail "something was not acknowledged; see above"
say "figures: build/bench/commands.json"
