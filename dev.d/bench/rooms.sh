# For ./dev bench rooms.

build_bench
measure "200 rooms of 50 beside one of 5,000" "it did not get through" --rounds "$(rounds 15)"
