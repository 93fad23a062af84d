# Two short real recordings for the demo seminar, made once: H.264 and AAC, playable before they are fully fetched.

# make_talk FILE NUMBER SUBTITLE COLOURS: a slow gradient behind a title card, the elapsed time in the corner, a quiet chord.
make_talk() {
  local file=$1 number=$2 subtitle=$3 colours=$4 seconds=60
  local font=fontfile=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf:fontcolor=white
  local card="drawbox=x=0:y=250:w=iw:h=210:color=black@0.35:t=fill"
  card+=",drawtext=$font:fontsize=76:x=(w-tw)/2:y=285:text='Oplæg $number'"
  card+=",drawtext=$font:fontsize=34:x=(w-tw)/2:y=395:text='$subtitle'"
  card+=",drawtext=$font:fontsize=26:x=w-tw-40:y=h-60:text='%{pts\\:gmtime\\:0\\:%M\\\\\\:%S}'"
  ffmpeg -nostdin -v error -y \
    -f lavfi -i "gradients=size=1280x720:rate=25:duration=$seconds:speed=0.002:nb_colors=4:x0=0:y0=0:x1=1280:y1=720:$colours" \
    -f lavfi -i "sine=frequency=196:duration=$seconds" -f lavfi -i "sine=frequency=293.66:duration=$seconds" \
    -filter_complex "[0:v]$card[v];[1:a][2:a]amix=inputs=2,volume=0.08,afade=in:d=2,afade=out:st=$((seconds - 2)):d=2[a]" \
    -map '[v]' -map '[a]' -c:v libx264 -preset veryfast -crf 23 -pix_fmt yuv420p -g 50 -c:a aac -b:a 96k \
    -t "$seconds" -movflags +faststart "$file.part.mp4" && mv "$file.part.mp4" "$file"
}

ensure_demo_talks() {
  local folder=var/demo-talks
  mkdir -p "$folder"
  [[ -f $folder/talk-1.mp4 ]] || quietly build/logs/talks.log "making the recording of talk 1" \
    make_talk "$folder/talk-1.mp4" 1 "Fra praksis" "c0=0x1d3b53:c1=0x3e7c8f:c2=0x9ec5b7:c3=0x2f5d62" || return 1
  [[ -f $folder/talk-2.mp4 ]] || quietly build/logs/talks.log "making the recording of talk 2" \
    make_talk "$folder/talk-2.mp4" 2 "Fra forskning" "c0=0x4a2c40:c1=0x8f5d5d:c2=0xd9ae94:c3=0x5d3a4f"
}
