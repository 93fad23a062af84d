# ./dev fmt [--check]
#     Lays out the C++ code as .clang-format says; with --check only tells which files differ.

ensure_packages lint
mapfile -t sources < <(find server tests -name node_modules -prune -o \( -name '*.h' -o -name '*.cpp' \) -print | sort)
if [[ ${1:-} == --check ]]; then
  clang-format --dry-run --Werror "${sources[@]}"
else
  clang-format -i "${sources[@]}"
fi
say "${#sources[@]} files are laid out as .clang-format says"
