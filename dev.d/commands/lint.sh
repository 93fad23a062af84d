# ./dev lint [FILE PATTERN]
#     Looks for likely mistakes: clang-tidy over the C++ code (or the files that match the pattern), svelte-check over the client.

ensure_packages run test lint
ensure_node
# The whole build once, because clang-tidy reads generated headers too.
quietly build/logs/lint-build.log "building, so that generated headers exist" build_preset dev || fail "the build fails; lint reads only what compiles"
npm_packages clients/web || fail "npm could not install the client's packages"
found=
run-clang-tidy-19 -quiet -p build/dev -j "$(build_jobs)" "${1:-$SAMTALE_ROOT/(server|tests)/.*\.cpp$}" || found=yes
npm --prefix clients/web run check || found=yes
[[ -z $found ]] || fail "lint found something"
say "lint found nothing"
