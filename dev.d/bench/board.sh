# For ./dev bench board.

board() {
  npm_packages tests/end_to_end/browser || return 1
  SAMTALE_BENCH_BOARD=build/release/tests/bench/board/samtale-bench-board \
    npm --silent --prefix tests/end_to_end/browser run bench:board -- --rounds "$1" --seconds "$2" -- \
    --json "$figures/board.json" --commit "$measured_commit"
}

build_bench
ensure_node
build_web || fail "the web client does not build"

rounds=5 seconds=10
[[ -z $quick ]] || rounds=2 seconds=3
warn_of_load
say "a board of 2,000 groups in which something happens all the time"
board "$rounds" "$seconds" || fail "it did not get through; see above"
say "figures: build/bench/board.json"
