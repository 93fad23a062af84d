# For ./dev bench idle.

ensure_packages run test
quietly build/logs/release.log "building the server and what measures it (several minutes the first time)" \
  build_preset release samtale samtale-bench-idle || fail "they do not build"

rounds=3
[[ -z $quick ]] || rounds=1
warn_of_load
say "what 5,000 connections take that are there and do nothing"
build/release/tests/bench/idle/samtale-bench-idle --json "$figures/idle.json" --commit "$measured_commit" --rounds "$rounds" ||
  fail "it did not get through; see above"
say "figures: build/bench/idle.json"
