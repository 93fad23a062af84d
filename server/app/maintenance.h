#pragma once
// `samtale backup`, `restore` and `verify`: what an operator does with the data, apart from running the server.
#include <filesystem>

#include "app/options.h"

namespace samtale::app {

// Each prints what it has done to stdout and returns the exit code; what cannot be done is a std::exception in words.

// Also while a server runs on the folder.
int back_up(const Options& options, const std::filesystem::path& to);

// `replace`: also where a database is already; that one is kept under another name.
int restore(const Options& options, const std::filesystem::path& backup, bool replace);

// Also while a server runs. `backup` empty: the data folder itself, with its snapshots. 0: all is right; 1: what is wrong is on
// stderr, one line each, without content.
int verify(const Options& options, const std::filesystem::path& backup);

}  // namespace samtale::app
