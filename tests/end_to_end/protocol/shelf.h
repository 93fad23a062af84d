#pragma once
// Files in the media folder of a real server, and plain HTTP to ask for them, so that a test can send what no library
// would. They lie beside captions of a talk, since nothing but the test changes those.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "venue.h"

namespace samtale::protocol_test {

struct RawReply {
  int status = 0;                                            // 0: none came
  std::vector<std::pair<std::string, std::string>> headers;  // in their order, as they were sent
  std::string body;

  std::string header(const std::string& name) const;  // as the server spells it; empty when there is none
};

class Shelf : public Venue {
 protected:
  // Starts the server and stores captions of talk 1 in English.
  void open_shelf();
  // Puts a file beside them: "low.mp4" and so on.
  void plant(const std::string& file, const std::string& bytes) const;

  // With what opens it.
  std::string path_of(const std::string& file) const { return "/media/" + media_id_ + "/" + file + "?" + query_; }
  std::string captions_path(int talk, const std::string& language) const;
  std::map<std::string, std::string> queries();  // by media id

  // One connection, one request. `headers`: lines with their ends.
  RawReply raw(const std::string& method, const std::string& target, const std::string& headers = {}) const;
  // The request as it is; the server closes the connection behind its answer.
  RawReply raw_request(const std::string& request) const;

  std::string media_id_;
  std::string query_;
};

inline constexpr const char* kCaptions = "WEBVTT\n\n00:00.000 --> 00:01.000\nWelcome\n";

}  // namespace samtale::protocol_test
