#pragma once
// The floor and the peers, each as its own project says it is to be used; compression, logs and signs of life off.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "contender.h"

namespace samtale::bench {

inline constexpr const char* kBare = "bare epoll server";
// The least that a server can do whose clients say who they are in a first message (P-10): only its handshakes count.
inline constexpr const char* kBareAnswering = "bare, a first message answered";

struct Peers {
  std::vector<std::unique_ptr<Contender>> running;  // the floor is the first
  std::vector<std::string> missing;                 // a sentence for each that is not there
};

// `folder`: for settings files; it must outlive the peers. A floor that does not start is a std::runtime_error.
Peers start_peers(const std::filesystem::path& folder);

}  // namespace samtale::bench
