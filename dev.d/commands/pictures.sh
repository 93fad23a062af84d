# ./dev pictures [--quick] [--language da|en]
#     Takes pictures of every real screen in every phase, at three sizes, light and dark, in Danish and English, from seminars
#     that it runs: a contact sheet in build/pictures/index.html, and the README's pictures and film in docs/pictures.
#     --quick: Danish and light only.

ensure_packages run test
ensure_node
quietly build/logs/dev-build.log "building the server" build_preset dev samtale || fail "the server does not build"
build_web || fail "the web client does not build"
ensure_demo_talks || fail "ffmpeg could not make the recordings"
npm_packages tests/end_to_end/browser || fail "npm could not install the packages of tests/end_to_end/browser"
npm --prefix tests/end_to_end/browser run pictures -- "$@"
