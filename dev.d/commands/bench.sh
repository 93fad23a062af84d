# ./dev bench [NAME] [--quick], ./dev bench --compare OLD.json, ./dev bench report
#     Measures the Release build and judges no time; figures on the screen and in build/bench/*.json. Without a name: all
#     of these, one after the other.
#     board: one organiser who watches 2,000 active groups, on the wire and in Chromium
#     commands: how many commands a second are acknowledged, and how soon
#     fanout: what it costs, and how long it takes, until up to 15,000 clients have a change; beside the floor and peers
#     idle: memory and processor of 5,000 connections that do nothing
#     rooms: what a message costs in 200 rooms of 50, beside one of 5,000
#     storm: 5,000 join at once, come back at once, and come back after the server was killed
#     talks: how close six screens in Chromium stay to the server's position, and what 200 viewers of a recording do to
#     live messages
#     --quick: shorter; for trying whether it works
#     The run before is kept as build/bench/NAME.before.json. --compare shows an older run beside the newest of the same
#     bench; report writes the figures of the newest runs, with pictures, into docs/performance.md.

figures=$SAMTALE_ROOT/build/bench
mkdir -p "$figures"

compare_runs() {
  [[ -f ${1:-} ]] || fail "./dev bench --compare takes the file of an older run"
  ensure_packages bench
  /usr/bin/python3 dev.d/figures/compare.py "$1" "$figures"
}

report_runs() {
  ensure_packages bench
  /usr/bin/python3 dev.d/figures/report.py "$figures" docs/performance.md docs/pictures/performance tests/bench/figures/goals.json
}

what=${1:-}
case $what in
  --compare | report)
    "${what#--}_runs" "${@:2}"
    exit
    ;;
esac
if [[ $what == --quick || -z $what ]]; then
  broken=()
  for file in dev.d/bench/*.sh; do
    # Each is a program of its own: one that fails does not end the others.
    "$SAMTALE_ROOT/dev" bench "$(basename "$file" .sh)" "$@" || broken+=("$(basename "$file" .sh)")
  done
  [[ ${#broken[@]} -eq 0 ]] || fail "these did not get through: ${broken[*]}"
  exit
fi
[[ $what =~ ^[a-z]+$ && -f dev.d/bench/$what.sh ]] || fail "./dev bench takes one of: $(cd dev.d/bench && echo *.sh | sed 's/\.sh//g')"
shift
quick=
case ${1:-} in
  '') ;;
  --quick) quick=yes ;;
  *) fail "./dev bench does not know '$1'; see ./dev help" ;;
esac

[[ ! -f $figures/$what.json ]] || cp "$figures/$what.json" "$figures/$what.before.json"
measured_commit=$(git describe --always --dirty --abbrev=12 2>/dev/null || echo "not from git")

# Others' work is in every figure: better said before half an hour is spent.
warn_of_load() {
  local load cores
  load=$(cut -d' ' -f1 /proc/loadavg) cores=$(nproc)
  if awk -v load="$load" -v cores="$cores" 'BEGIN { exit !(load > cores / 4) }'; then
    say "WARNING: this machine is busy (load $load on $cores cores); the figures will say little"
  fi
}

# And the programs that it needs beside its own.
build_bench() {
  ensure_packages run test
  quietly build/logs/release.log "building the server and what measures it (several minutes the first time)" \
    build_preset release samtale "samtale-bench-$what" "$@" || fail "they do not build"
}

# What is measured, in words; what it means when that fails; the rest is the program's. It is built before.
measure() {
  local said=$1 failed=$2
  warn_of_load
  say "$said"
  "build/release/tests/bench/$what/samtale-bench-$what" --json "$figures/$what.json" --commit "$measured_commit" "${@:3}" ||
    fail "$failed; see above"
  say "figures: build/bench/$what.json"
}

# So many, or one when it is only tried.
rounds() { if [[ -n $quick ]]; then echo 1; else echo "$1"; fi; }

# shellcheck source=/dev/null
source "dev.d/bench/$what.sh"
