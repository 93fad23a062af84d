# For ./dev bench commands.

build_bench
mkdir -p var/bench
measure "how many commands a second are acknowledged, and how soon" "something was not acknowledged" \
  --folder var/bench --rounds "$(rounds 5)"
