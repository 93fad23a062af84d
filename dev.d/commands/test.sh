# ./dev test [--quick]
#     Builds everything and runs every test: C++ (also with sanitizers), web client, whole seminars in Chromium, and a
#     minute of fuzzing.
#     --quick       leaves the builds with sanitizers and the fuzzing out

quick=
case ${1:-} in
  '') ;;
  --quick) quick=yes ;;
  *) fail "./dev test does not know '$1'; see ./dev help" ;;
esac

logs=$SAMTALE_ROOT/build/test-logs

# cpp_tests PRESET REPORT [JOBS]: -j2 keeps a hanging test from holding all up; ctest's own time limits end it.
cpp_tests() { ctest --preset "$1" --parallel "${3:-$(nproc)}" --timeout 900 --output-junit "$logs/$2.xml"; }

# npm_tests FOLDER REPORT: whichever of the two runners the folder uses, told to write a JUnit report beside its usual output.
npm_tests() {
  local folder=$1 report=$logs/$2.xml
  if grep -q '"test": *".*vitest' "$folder/package.json"; then
    timeout --kill-after=30 20m npm --prefix "$folder" test -- --reporter=default --reporter=junit --outputFile.junit="$report"
  else
    NODE_OPTIONS="--test-reporter=spec --test-reporter-destination=stdout --test-reporter=junit --test-reporter-destination=$report" \
      timeout --kill-after=30 20m npm --prefix "$folder" test
  fi
}

ensure_packages run test
ensure_node

phase build "building server and tests (Debug)" build_preset dev && server_built=yes || true
phase web-packages "installing the web client's packages" npm_packages clients/web && web_packages=yes || true
[[ -z ${web_packages:-} ]] || { phase web-build "building the web client" build_web && web_built=yes; } || true

if [[ -n ${server_built:-} ]]; then
  suite ctest "running the C++ tests" cpp_tests dev ctest
fi
if [[ -n ${web_packages:-} ]]; then
  phase web-check "checking the web client's types and accessibility" npm --prefix clients/web run check || true
  suite web-tests "running the web client's tests" npm_tests clients/web web-tests
fi
if [[ -n ${server_built:-} && -n ${web_built:-} ]]; then
  if phase end-to-end-packages "installing the end-to-end tests' packages" npm_packages tests/end_to_end/browser; then
    suite end-to-end "running whole seminars in Chromium" npm_tests tests/end_to_end/browser end-to-end
  fi
fi
if [[ -z $quick ]]; then
  if phase build-asan "building server and tests with sanitizers (several minutes)" build_preset asan-ubsan; then
    suite ctest-asan "running the C++ tests with sanitizers" cpp_tests asan-ubsan ctest-asan
  fi
  if phase build-tsan "building the tests of threads with the thread sanitizer" build_preset tsan; then
    suite ctest-tsan "running them" cpp_tests tsan ctest-tsan
  fi
  if phase build-fuzz "building the fuzz targets" build_preset fuzz; then
    suite fuzz "fuzzing for a minute" cpp_tests fuzz fuzz 3
  fi
fi

closing_line
