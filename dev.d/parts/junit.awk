# Counts the tests in JUnit reports: prints "passed failed skipped". Written for what ctest, vitest and Node's runner write.
# A report is read as one stream cut at '<'; only elements count, so escaped text in a message cannot mislead it.
BEGIN { RS = "<" }
/^testcase[ \t\r\n>]/ { finish(); open = 1; state = "passed"; if ($0 ~ /status="(notrun|disabled)"/) state = "skipped" }
open && /^(failure|error)[ \t\r\n\/>]/ { state = "failed" }
open && /^skipped[ \t\r\n\/>]/ && state != "failed" { state = "skipped" }
/^\/testcase/ { finish() }
END { finish(); print count["passed"] + 0, count["failed"] + 0, count["skipped"] + 0 }
function finish() { if (open) ++count[state]; open = 0 }
