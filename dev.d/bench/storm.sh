# For ./dev bench storm.

ensure_packages run test
quietly build/logs/release.log "building the server and what measures it (several minutes the first time)" \
  build_preset release samtale samtale-bench-storm || fail "they do not build"

rounds=5
[[ -z $quick ]] || rounds=1
warn_of_load
mkdir -p var/bench
say "5,000 join at once, come back at once, and come back after the server was killed"
build/release/tests/bench/storm/samtale-bench-storm --folder var/bench --json "$figures/storm.json" --commit "$measured_commit" \
  --rounds "$rounds" || fail "somebody did not get there, or something was lost; see above"
say "figures: build/bench/storm.json"
