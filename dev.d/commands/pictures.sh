# ./dev pictures
#     Takes the pictures of the real screens that the README shows, in Chromium, from a seminar that it runs.

ensure_packages run test
ensure_node
quietly build/logs/dev-build.log "building the server" build_preset dev || fail "the server does not build"
build_web || fail "the web client does not build"
ensure_demo_talks || fail "ffmpeg could not make the recordings"
npm_packages tests/end_to_end/browser || fail "npm could not install the packages of tests/end_to_end/browser"
npm --prefix tests/end_to_end/browser run pictures -- "$@"
