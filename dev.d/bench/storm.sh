# For ./dev bench storm.

build_bench
mkdir -p var/bench
measure "5,000 join at once, come back at once, and come back after the server was killed" \
  "somebody did not get there, or something was lost" --folder var/bench --rounds "$(rounds 5)"
