# ./dev soak [--minutes N] [--only NAME]
#     The long forms of the tests that prove that nothing is lost; several hours. Figures in build/test-logs/soak-*.log.
#     --minutes N   how long the seminar with a fault a minute lasts (120)
#     --only NAME   one of: simulation, kill, power-cut, network, fuzz, seminar

minutes=120 only=
while (($# > 0)); do
  case $1 in
    --minutes) minutes=${2:?--minutes needs a number} && shift ;;
    --only) only=${2:?--only needs a name} && shift ;;
    *) fail "./dev soak does not know '$1'; see ./dev help" ;;
  esac
  shift
done
[[ $minutes =~ ^[1-9][0-9]*$ ]] || fail "--minutes takes a whole number from 1, not '$minutes'"
case $only in
  '' | simulation | kill | power-cut | network | fuzz | seminar) ;;
  *) fail "./dev soak has no part '$only'; see ./dev help" ;;
esac

# part NAME WHAT COMMAND...: counts as one test, unless another part was asked for. What it printed at the end is shown.
part() {
  local name=$1 what=$2
  shift 2
  [[ -z $only || $only == "$name" ]] || return 0
  phase "soak-$name" "$what" "$@" || return 0
  passed=$((passed + 1))
  grep -E '^(soak:|  [^ ]|\[       OK)|lost|agree' "build/test-logs/soak-$name.log" | tail -n 8 || true
}

# in_release TEST FILTER [VARIABLE=VALUE...]: a program of tests/ with other numbers than ./dev test gives it.
in_release() {
  local program=$1 filter=$2
  shift 2
  env "$@" "build/release/tests/$program" --gtest_filter="$filter"
}

five_hundred_kills() {
  in_release contract/contract 'KilledWriter.*' SAMTALE_KILL_ROUNDS=500 &&
    in_release kill/server_kill '*' SAMTALE_SERVER_KILL_ROUNDS=500
}

# Half an hour each; what is found is in build/fuzz/new.
fuzzing() {
  build_preset fuzz || return 1
  local target new=build/fuzz/new
  for target in frames commands stored captions; do
    mkdir -p "$new/$target"
    build/fuzz/tests/fuzz/fuzz_"$target" -max_total_time=1800 -timeout=20 -rss_limit_mb=2048 -max_len=8192 \
      -artifact_prefix="$new/$target-" "$new/$target" tests/fuzz/corpus/"$target" || return 1
  done
}

ensure_packages run test
if phase build-soak "building server and tests (Release; many minutes the first time)" build_preset release; then
  part simulation "100,000 simulated seminars" \
    in_release simulation/simulation 'Simulation.nothing*' SAMTALE_SEEDS=100000
  part kill "500 kills of a process that writes, and 500 of the real server" five_hundred_kills
  part power-cut "5,000 power cuts" in_release power_cut/power_cut 'PowerCut.*' SAMTALE_POWER_CUTS=5000
  part network "2,000 schedules of bad weather on the network" \
    in_release network/network 'BadWeather.*' SAMTALE_NETWORK_SCHEDULES=2000
  part fuzz "fuzzing for two hours" fuzzing
  part seminar "a seminar of $minutes minutes, 500 clients and a fault a minute" \
    build/release/tests/soak/samtale-soak --minutes "$minutes"
fi

closing_line
