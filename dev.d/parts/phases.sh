# The phases of ./dev test: each runs to its end whatever happened before, all are counted together.

passed=0 failed=0 skipped=0
failures=()

note_failure() {
  failures+=("$1")
  say "  FAILED: $1"
}

# phase NAME WHAT COMMAND...: something that works or does not. A failure counts as one failed test; success counts nothing.
phase() {
  local name=$1 what=$2
  shift 2
  quietly "build/test-logs/$name.log" "$what" "$@" && return 0
  failed=$((failed + 1))
  note_failure "$name (build/test-logs/$name.log)"
  return 1
}

# suite NAME WHAT COMMAND...: tests that leave their JUnit report at build/test-logs/NAME.xml.
# A runner that fails without naming a failed test, or that ran none, counts as one failed test.
suite() {
  local name=$1 what=$2 report=build/test-logs/$1.xml status=0 good bad left_out
  shift 2
  rm -f "$report"
  quietly "build/test-logs/$name.log" "$what" "$@" || status=$?
  read -r good bad left_out < <([[ -f $report ]] && awk -f dev.d/parts/junit.awk "$report" || echo 0 0 0)
  if ((bad == 0)) && { ((status != 0)) || ((good + left_out == 0)); }; then
    bad=1
    ((status != 0)) || say "  no test ran"
  fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left_out))
  say "  $good passed, $bad failed, $left_out skipped"
  ((bad == 0)) || note_failure "$name (build/test-logs/$name.log)"
}

# The very last line is read by machines: it stays exactly so.
closing_line() {
  local name
  for name in "${failures[@]}"; do say "FAILED: $name"; done
  echo "$passed passed, $failed failed, $skipped skipped"
  ((failed == 0))
}
