# For ./dev bench fanout.

# What others made and ours is measured beside; the bench says which of them it does not find.
offer_peers() {
  npm_packages tests/bench/peers/node || say "node ws and Socket.IO cannot be installed, and are left out"
  local missing
  missing=$(comm -23 <(printf '%s\n' mosquitto nats-server) <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' \
    mosquitto nats-server 2>/dev/null | sed -n 's/^installed //p' | sort))
  [[ -z $missing ]] || say "to have them measured too: apt-get install ${missing//$'\n'/ }"
}

build_bench
ensure_node
offer_peers

options=(--clients "1000,5000,15000" --rounds 5)
[[ -z $quick ]] || options=(--clients 1000 --rounds 2 --changes 5 --bursts 2 --clock-seconds 3)
measure "until everybody has a change: ours, the floor and the peers by turns" "somebody was not told" "${options[@]}"
