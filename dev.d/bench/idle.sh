# For ./dev bench idle.

build_bench
measure "what 5,000 connections take that are there and do nothing" "it did not get through" --rounds "$(rounds 3)"
