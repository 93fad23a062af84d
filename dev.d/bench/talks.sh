# For ./dev bench talks.

# bench_recording FILE SECONDS SIZE BITS: H.264 and AAC with its index in front, so noisy that it takes the bits it is given. A
# minute is made, more is the same minute again: what is measured looks at bytes and times, not at pictures.
bench_recording() {
  local file=$1 seconds=$2 size=$3 bits=$4
  [[ ! -f $file ]] || return 0
  ffmpeg -nostdin -v error -y \
    -f lavfi -i "testsrc2=size=$size:rate=25:duration=60,noise=alls=12:allf=t" -f lavfi -i "sine=frequency=330:duration=60" \
    -c:v libx264 -preset veryfast -pix_fmt yuv420p -g 50 -b:v "$bits" -maxrate "$bits" -bufsize "$bits" \
    -c:a aac -b:a 96k -shortest "$file.minute.mp4" &&
    ffmpeg -nostdin -v error -y -stream_loop -1 -i "$file.minute.mp4" -c copy -t "$seconds" -movflags +faststart "$file.part.mp4" &&
    mv "$file.part.mp4" "$file" && rm "$file.minute.mp4"
}

both_recordings() {
  mkdir -p var/bench
  bench_recording var/bench/quarter-480p.mp4 900 854x480 900k && bench_recording var/bench/short-480p.mp4 180 854x480 600k
}

positions() {
  npm_packages tests/end_to_end/browser || return 1
  SAMTALE_BINARY=build/release/server/app/samtale SAMTALE_WITNESS=build/release/tests/bench/samtale-talk-witness \
    npm --silent --prefix tests/end_to_end/browser run bench:talks -- --recording "$PWD/$1" --json "$figures/talks-positions.json" \
    --commit "$measured_commit" --seconds "$2"
}

live_messages() {
  build/release/tests/bench/samtale-bench-talks --recording "$1" --json "$figures/talks-live.json" --commit "$measured_commit" \
    --rounds "$2" --seconds "$3"
}

build_bench samtale-talk-witness
ensure_node
build_web || fail "the web client does not build"
quietly build/logs/bench-recordings.log "making the recordings (a minute the first time)" both_recordings ||
  fail "ffmpeg could not make the recordings"

seconds=60 rounds=5 round_seconds=8
[[ -z $quick ]] || seconds=20 rounds=2 round_seconds=3
warn_of_load
bench_status=0
say "where six screens are, as against the server's position"
positions var/bench/short-480p.mp4 "$seconds" || bench_status=1
say "live messages while a recording is watched, and preloaded"
live_messages var/bench/quarter-480p.mp4 "$rounds" "$round_seconds" || bench_status=1
say "figures: build/bench/talks-positions.json, build/bench/talks-live.json"
((bench_status == 0)) || fail "something did not arrive; see above"
