# For ./dev bench rooms.

ensure_packages run test
quietly build/logs/release.log "building the server and what measures it (several minutes the first time)" \
  build_preset release samtale samtale-bench-rooms || fail "they do not build"

rounds=15
[[ -z $quick ]] || rounds=1
warn_of_load
say "200 rooms of 50 beside one of 5,000"
build/release/tests/bench/rooms/samtale-bench-rooms --json "$figures/rooms.json" --commit "$measured_commit" --rounds "$rounds" ||
  fail "it did not get through; see above"
say "figures: build/bench/rooms.json"
