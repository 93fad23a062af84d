# ./dev fresh [--test] [--keep]
#     Proves in a bare Debian 12, made for the purpose, that a fresh clone of the last commit builds and runs with one command:
#     ./dev run there until the links are printed, the client's first page, a joined group, a clean stop, and going on again.
#     --test        also runs ./dev test --quick there
#     --keep        leaves the bare system where it is, to look around in

with_tests='' keep=''
while (($# > 0)); do
  case $1 in
    --test) with_tests=yes ;;
    --keep) keep=yes ;;
    *) fail "./dev fresh does not know '$1'; see ./dev help" ;;
  esac
  shift
done
if ((EUID != 0)); then
  command -v sudo >/dev/null || fail "./dev fresh makes a Debian system in a folder, which takes root"
  exec sudo -- "$SAMTALE_ROOT/dev" fresh ${with_tests:+--test} ${keep:+--keep}
fi

ensure_packages fresh
commit=$(git -c safe.directory='*' rev-parse --short HEAD)
log=build/logs/fresh-run.log
bare=$(mktemp -d /var/tmp/samtale-fresh.XXXXXX)
run_pid=''
leave() {
  # Killing unshare kills all that runs inside.
  [[ -z $run_pid ]] || kill -KILL "$run_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  [[ -n $keep ]] && say "the bare system is in $bare" || rm -rf --one-file-system "$bare"
}
trap leave EXIT
trap 'exit 130' INT TERM

begun=$SECONDS
quietly build/logs/fresh-debootstrap.log "making a bare Debian 12 in $bare" make_bare_debian "$bare" || fail "debootstrap failed"
git -c safe.directory='*' clone -q --no-hardlinks "$SAMTALE_ROOT" "$bare/srv/samtale"
enter_bare_debian "$bare"
say "cloned commit $commit into it"

port=$(free_port)
url=http://127.0.0.1:$port

# start_there: ./dev run inside, until the links are printed or it ends.
start_there() {
  : >"$log"
  # With job control, because without it a command in the background is born deaf to Ctrl-C.
  set -m
  "${inside[@]}" /srv/samtale/dev run --speed 20 --listen "127.0.0.1:$port" >"$log" 2>&1 </dev/null &
  run_pid=$!
  set +m
  until grep -q '^listening on ' "$log"; do
    kill -0 "$run_pid" 2>/dev/null || { tail -n 60 "$log" >&2 && fail "./dev run ended before it was ready; see $log"; }
    sleep 0.5
  done
  until grep -q 'Ctrl-C stops' "$log"; do sleep 0.1; done
}

# As Ctrl-C does: the child of unshare is ./dev itself.
stop_there() {
  pkill -INT --parent "$run_pid"
  wait "$run_pid" || fail "./dev run did not stop cleanly; see $log"
  run_pid=''
  grep -q 'goes on from here' "$log" || fail "./dev run did not say that it stopped; see $log"
}

say "./dev run in it"
start_there
say "  ready after $((SECONDS - begun)) s"
# The links' secrets open a demo that is about to be deleted; still, this output is made to be passed on.
sed -E -e 's/^/   | /' -e 's/#[A-Za-z0-9_-]{20,}/#.../' "$log"

[[ $(curl --noproxy '*' -s -o /dev/null -w '%{http_code}' "$url/readyz") == 200 ]] || fail "/readyz does not answer 200"
say "/readyz answers 200"
page=$(curl --noproxy '*' -sf "$url/") || fail "the first page cannot be fetched"
script=$(sed -n 's/.*<script[^>]*src="\([^"]*\)".*/\1/p' <<<"$page" | head -n 1)
[[ $page == *'id="app"'* && -n $script ]] || fail "the first page is not the client"
bytes=$(curl --noproxy '*' -sf "$url/${script#/}" | wc -c)
((bytes > 1000)) || fail "the client's script $script cannot be fetched"
say "the first page is the client; its script has $bytes bytes"

room_code() { sed -n 's/.*"room_code" *: *"\([^"]*\)".*/\1/p' "$bare/srv/samtale/var/data/demo.json" | head -n 1; }
code=$(room_code)
"${inside[@]}" /srv/samtale/build/release/tests/crowd/samtale-crowd --url "$url" --code "$code" --groups 1 --once ||
  fail "no group could join with room code $code"
say "a group joined with room code $code, over HTTP and WebSocket"

stop_there
say "stopped cleanly"
begun_again=$SECONDS
start_there
[[ $(room_code) == "$code" ]] || fail "after starting again the room code is another one"
say "started again after $((SECONDS - begun_again)) s, same seminar"
stop_there

if [[ -n $with_tests ]]; then
  say "./dev test --quick in it"
  "${inside[@]}" /srv/samtale/dev test --quick </dev/null || fail "the tests fail in the bare system"
fi
say "fresh: commit $commit runs on a bare Debian 12 ($((SECONDS - begun)) s in all)"
