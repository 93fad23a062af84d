# ./dev run [--crowd N] [--speed N] [--listen ADDRESS:PORT] [--fresh-data]
#     Installs what is missing, builds server and web client, and runs a demo seminar on http://127.0.0.1:8080.
#     --crowd N     N simulated groups join and behave like people, so that one person alone sees a living seminar
#     --speed N     every length in the seminar is N times shorter
#     --listen A    another address or port
#     --fresh-data  begins anew; otherwise the seminar goes on where it was
#     Ctrl-C stops everything.

crowd=0 speed=1 listen=127.0.0.1:8080 fresh_data=
while (($# > 0)); do
  case $1 in
    --crowd) crowd=${2:?--crowd needs a number} && shift ;;
    --speed) speed=${2:?--speed needs a number} && shift ;;
    --listen) listen=${2:?--listen needs ADDRESS:PORT} && shift ;;
    --fresh-data) fresh_data=yes ;;
    *) fail "./dev run does not know '$1'; see ./dev help" ;;
  esac
  shift
done
[[ $crowd =~ ^[0-9]+$ ]] || fail "--crowd takes a number of groups, not '$crowd'"
[[ $speed =~ ^[1-9][0-9]*$ ]] || fail "--speed takes a whole number from 1, not '$speed'"
[[ $listen =~ :[0-9]+$ ]] || fail "--listen takes ADDRESS:PORT, for instance 127.0.0.1:8081, not '$listen'"

data=var/data
out=var/demo.out  # what the server prints: the links
log=var/demo.log  # its structured log
seats=var/crowd-seats  # who the simulated groups are, so that they come back as the same

port_is_taken() {
  local port=${listen##*:} host=${listen%:*}
  host=${host#[} host=${host%]}
  [[ $host != 0.0.0.0 ]] || host=127.0.0.1
  ((port != 0)) && (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null
}
refuse_taken_port() {
  ! port_is_taken || fail "something already listens on $listen; stop it, or use another port: ./dev run --listen 127.0.0.1:8081"
}

refuse_taken_port
ensure_packages run
ensure_node
quietly build/logs/release.log "building the server (two to four minutes the first time)" \
  build_preset release samtale samtale-crowd || fail "the server does not build"
build_web || fail "the web client does not build"
ensure_demo_talks || fail "ffmpeg could not make the recordings"
refuse_taken_port

[[ -z $fresh_data ]] || rm -rf "$data" "$seats"
mkdir -p "$data"
server_pid='' crowd_pid='' stopping=''

# Crowd first: its groups leave while there is still a server to leave.
stop_all() {
  stopping=yes
  local pid
  for pid in $crowd_pid $server_pid; do stop_one "$pid"; done
}

stop_one() {
  local pid=$1 waited
  kill -INT "$pid" 2>/dev/null || return 0
  for ((waited = 0; waited < 100; ++waited)); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

trap stop_all INT TERM HUP
trap stop_all EXIT

# Job control gives each child a process group of its own: Ctrl-C reaches this script alone, which stops them in order.
set -m
: >"$out"
build/release/server/app/samtale demo --data "$data" --listen "$listen" --web clients/web/dist \
  --talk-1 var/demo-talks/talk-1.mp4 --talk-2 var/demo-talks/talk-2.mp4 --speed "$speed" \
  >"$out" 2>>"$log" </dev/null &
server_pid=$!
tail -n +1 -f --pid="$server_pid" "$out" </dev/null &
tail_pid=$!

until grep -q '^listening on ' "$out"; do
  [[ -z $stopping ]] || exit 130
  if ! kill -0 "$server_pid" 2>/dev/null; then
    tail -n 20 "$log" >&2
    fail "the server stopped before it was ready; the lines above are the end of $log"
  fi
  sleep 0.1
done

if ((crowd > 0)); then
  url=$(sed -n 's/.*"url" *: *"\([^"]*\)".*/\1/p' "$data/demo.json" | head -n 1)
  code=$(sed -n 's/.*"room_code" *: *"\([^"]*\)".*/\1/p' "$data/demo.json" | head -n 1)
  build/release/tests/crowd/samtale-crowd --url "$url" --code "$code" --groups "$crowd" --speed "$speed" --seats "$seats" \
    >var/crowd.log 2>&1 </dev/null &
  crowd_pid=$!
  say "$crowd simulated groups are joining (their log is var/crowd.log)"
fi
say "Ctrl-C stops; the server's log is $log"

status=0
wait "$server_pid" || status=$?
if [[ -z $stopping ]]; then
  tail -n 20 "$log" >&2
  fail "the server stopped by itself (status $status); the lines above are the end of $log"
fi
wait "$server_pid" 2>/dev/null && status=0 || status=$?
wait "$tail_pid" 2>/dev/null || true
((status == 0)) || fail "the server did not stop cleanly (status $status); see $log"
say "stopped; ./dev run goes on from here"
