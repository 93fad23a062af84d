// fuzz_make_corpus FOLDER: writes real messages, handshakes and stored events, from which the fuzzers begin, to
// FOLDER/{frames,commands,stored,captions}. Always the same files.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "domain/access.h"
#include "fuzz/records.h"
#include "fuzz/scene.h"
#include "simulation/sim_shard.h"
#include "support/raw_socket.h"
#include "wire/client_frame.h"
#include "wire/stored_event.h"
#include "wire/stored_state.h"

namespace samtale::fuzz {
namespace {

namespace fs = std::filesystem;
using support::masked_frame;

constexpr std::size_t kChecksumBytes = 4;  // of a stored state; the target puts it there itself

class Folder {
 public:
  explicit Folder(fs::path path) : path_(std::move(path)) { fs::create_directories(path_); }
  void put(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / (name + ".bin"), std::ios::binary) << bytes;
  }

 private:
  fs::path path_;
};

std::string head(std::uint8_t piece_bytes, std::uint8_t flags) {
  return {static_cast<char>(piece_bytes), static_cast<char>(flags)};
}

// A frame with a mask of zeros, so that a fuzzer sees the text as it is.
std::string plain(std::uint8_t first_byte, const std::string& payload) {
  std::string frame{static_cast<char>(first_byte), static_cast<char>(0x80 | payload.size())};
  return frame.append(4, '\0').append(payload);
}

void make_frames(const Folder& folder) {
  const std::string text = "P\xC3\xA5 gensyn \xE2\x82\xAC \xF0\x9F\x98\x80";
  const auto after = head(0, 1);
  folder.put("text", after + masked_frame(0x81, text));
  folder.put("text-in-bytes", head(1, 1) + masked_frame(0x81, text));
  folder.put("binary", after + masked_frame(0x82, std::string("\0\xFF\x80", 3)));
  folder.put("binary-126", head(7, 1) + masked_frame(0x82, std::string(126, 'b')));
  folder.put("binary-65536", head(0, 1) + masked_frame(0x82, std::string(65'536, 'b')).substr(0, 2'000));
  folder.put("fragments",
             head(3, 1) + plain(0x01, "P\xC3") + plain(0x89, "ping") + plain(0x00, "\xA5 ") + plain(0x80, "x"));
  folder.put("ping-pong",
             after + masked_frame(0x89, "are you there") + masked_frame(0x8A, "") + masked_frame(0x89, ""));
  folder.put("close", after + plain(0x88, std::string("\x03\xE8", 2) + "farvel"));
  folder.put("close-without-code", after + plain(0x88, "") + plain(0x89, "late"));
  folder.put("close-unlawful", after + plain(0x88, std::string("\x03\xED", 2)));
  folder.put("not-utf8", after + plain(0x81, "\xED\xA0\x80"));
  folder.put("not-masked", after + std::string("\x82\x01x", 3));
  folder.put("reserved", after + plain(0xC2, "x"));
  folder.put("text-refused", head(0, 3) + plain(0x81, "x"));
  folder.put("too-long", head(0, 5) + plain(0x02, std::string(120, 'x')) + plain(0x80, std::string(120, 'x')));
  folder.put("declared-65-MiB", after + support::masked_frame_header(0x82, 65ULL * 1024 * 1024));
  const std::string request =
      "GET /ws HTTP/1.1\r\nHost: a:1\r\nOrigin: http://a:1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2FtdGFsZS10ZXN0LWtleQ==\r\n\r\n";
  folder.put("handshake", head(0, 0) + request + plain(0x81, "at once"));
  folder.put("handshake-in-bytes", head(1, 0) + request + plain(0x81, "at once"));
  folder.put("handshake-of-a-foreign-page",
             head(0, 0) + "GET /ws HTTP/1.1\r\nHost: a\r\nOrigin: null\r\n" + request.substr(29));
  folder.put("handshake-of-one-foreign-page",
             head(0, 0) + "GET /ws HTTP/1.1\r\nHost: a\r\nOrigin: https://b\r\n" + request.substr(49));
  folder.put("handshake-of-a-browser",
             head(0, 0) + request.substr(0, request.size() - 2) + "User-Agent: a (b; c)\r\nAccept-Language: da,en;q=0.9\r\n"
                 "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n" + plain(0x81, "at once"));
  folder.put("handshake-with-a-hello",
             head(0, 0) + request.substr(0, request.size() - 2) + "Sec-WebSocket-Protocol: samtale.1, hello.CgH7_w\r\n\r\n");
  folder.put("handshake-with-a-body",
             head(0, 0) + request.substr(0, request.size() - 2) + "Content-Length: 4\r\n\r\nbody" + plain(0x81, "at once"));
  folder.put("post", head(0, 0) + "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody" + request);
  folder.put("post-in-chunks",
             head(5, 0) + "POST /body HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
  folder.put(
      "put-goes-on",
      head(0, 0) + "PUT /pieces/1 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n123456789");
  folder.put("get", head(0, 0) + "GET /assets/%2e%2e/x?y=1 HTTP/1.0\r\n\r\n");
}

TalkReport some_report(int number) {
  const bool odd = number % 2 == 1;
  return {100, 40, odd, static_cast<PlayerState>(number % 6), number * 500 - 1'000, 12'000, MediaKind::low, odd, !odd};
}

// Whole seminars, one after the other, in which anybody tries anything: enough for everything to have happened once.
template <class Look>
void look_at_whole_seminars(Look look) {
  constexpr std::uint64_t kSeminars = 12;
  constexpr int kAttempts = 4'000;
  for (std::uint64_t seed = 1; seed <= kSeminars; ++seed) {
    testing::RandomSeminar random(seed);
    for (int i = 0; i < kAttempts; ++i) {
      const auto attempt = random.next_attempt();
      random.seminar.ask(attempt.viewer, attempt.command);
      look(random, attempt);
    }
  }
}

// One of each kind that people can give; the scenes have not room for all.
void make_one_command_of_each_kind(const Folder& folder) {
  std::vector<bool> seen(kCommandKinds);
  look_at_whole_seminars([&](const testing::RandomSeminar& random, const testing::RandomSeminar::Attempt& attempt) {
    const auto kind = attempt.command.body.index();
    if (seen[kind] || may_by_index(Role::room, kind) || !may_by_index(attempt.viewer.role, kind)) return;
    seen[kind] = true;
    auto people = random.viewers();
    std::erase_if(people, [](const Viewer& viewer) { return viewer.role == Role::room; });
    const auto person = static_cast<std::uint8_t>(std::find(people.begin(), people.end(), attempt.viewer) - people.begin());
    folder.put("command-" + std::string(command_name(kind)),
               static_cast<char>(kScenes - 1) + write_records({{person, wire::write_command(attempt.command)}}));
  });
  for (std::size_t kind = 0; kind < kCommandKinds; ++kind) {
    if (!seen[kind] && !may_by_index(Role::room, kind))
      std::fprintf(stderr, "nobody tried %s\n", std::string(command_name(kind)).c_str());
  }
}

void make_commands(const Folder& folder) {
  constexpr int kFilesPerScene = 6;
  constexpr int kMessagesPerFile = 14;
  for (std::size_t number = 0; number < kScenes; ++number) {
    Scene scene(number);
    const auto people = scene.people();
    const auto person = [&](const Viewer& viewer) {
      const auto found = std::find_if(people.begin(), people.end(), [&](const Viewer& each) {
        return each.role == viewer.role && each.group == viewer.group && each.device == viewer.device;
      });
      return static_cast<std::uint8_t>(found - people.begin());
    };
    for (int file = 0; file < kFilesPerScene; ++file) {
      std::vector<Record> records;
      auto now_ms = scene.now_ms();
      while (records.size() < kMessagesPerFile) {
        const auto attempt = scene.next();
        if (attempt.viewer.role == Role::room || person(attempt.viewer) == people.size()) continue;
        const auto seconds = (scene.now_ms() - now_ms) / 1'000;
        now_ms = scene.now_ms();
        if (seconds > 0) records.push_back({0xFF, {static_cast<char>(seconds >> 8), static_cast<char>(seconds)}});
        records.push_back({person(attempt.viewer), wire::write_command(attempt.command)});
        if (records.size() % 5 == 0)
          records.push_back({static_cast<std::uint8_t>(0x80 + records.size() % people.size()), ""});
      }
      records.push_back({0, wire::write_clock_ping({7, 40})});
      records.push_back({static_cast<std::uint8_t>(file), wire::write_talk_report(some_report(file))});
      records.push_back({1, wire::write_hello({1, "token", "", Position{1, 3}})});
      folder.put("scene-" + std::to_string(number) + "-" + std::to_string(file),
                 static_cast<char>(number) + write_records(records));
    }
  }
}

void make_one_event_of_each_kind(const Folder& folder) {
  std::vector<bool> seen(std::variant_size_v<event::Body>);
  std::size_t looked_at = 0;
  look_at_whole_seminars([&](const testing::RandomSeminar& random, const testing::RandomSeminar::Attempt&) {
    const auto& log = random.seminar.log();
    if (log.size() < looked_at) looked_at = 0;  // another seminar
    for (; looked_at < log.size(); ++looked_at) {
      const auto kind = log[looked_at].body.index();
      if (!seen[kind]) folder.put("event-" + std::to_string(kind), '\x81' + wire::encode_event(log[looked_at]));
      seen[kind] = true;
    }
  });
  if (const auto missing = std::count(seen.begin(), seen.end(), false); missing > 0)
    std::fprintf(stderr, "%d kinds of events did not happen\n", static_cast<int>(missing));
}

void make_stored(const Folder& folder) {
  constexpr std::size_t kEventsPerFile = 12;
  for (std::size_t number = 0; number < kScenes; ++number) {
    Scene scene(number);
    const auto state = wire::encode_state({{1, scene.log().size()}, "last", scene.state(), {}});
    if (number < 4) folder.put("state-" + std::to_string(number), '\x80' + state.substr(kChecksumBytes));
    const auto there = scene.log().size();
    for (int i = 0; i < 60; ++i) scene.next();
    std::vector<Record> records;
    for (auto i = there; i < scene.log().size(); ++i) {
      records.push_back({0, wire::encode_event(scene.log()[i])});
      if (records.size() < kEventsPerFile && i + 1 < scene.log().size()) continue;
      folder.put("events-" + std::to_string(number) + "-" + std::to_string(i),
                 static_cast<char>(number) + write_records(records));
      records.clear();
    }
  }
  make_one_event_of_each_kind(folder);
}

void make_captions(const Folder& folder) {
  folder.put("short", "WEBVTT\n\n00:00.000 --> 00:01.000\nHej\n");
  folder.put("long", "\xEF\xBB\xBFWEBVTT - Fra praksis\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: white }\r\n\r\n1\r\n"
                     "00:00:00.000 --> 00:00:02.500 align:start line:0\r\n- Goddag.\r\n- P\xC3\xA5 gensyn \xF0\x9F\x98\x80\r\n\r\n"
                     "NOTE sidste\r\n\r\n2\r\n23:59:59.000\t-->\t24:00:00.000\r\nF\xC3\xA6rdig\r\n");
  folder.put("subrip", "1\n00:00:00,000 --> 00:00:01,000\nHej\n");
  folder.put("without-times", "WEBVTT\n\nHej\nmed dig\n");
  folder.put("backwards", "WEBVTT\r\r00:02.000 --> 00:01.000\rHej\r");
}

}  // namespace
}  // namespace samtale::fuzz

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: fuzz_make_corpus FOLDER\n");
    return 2;
  }
  const std::filesystem::path root(arguments[1]);
  samtale::fuzz::make_frames(samtale::fuzz::Folder(root / "frames"));
  samtale::fuzz::make_commands(samtale::fuzz::Folder(root / "commands"));
  samtale::fuzz::make_one_command_of_each_kind(samtale::fuzz::Folder(root / "commands"));
  samtale::fuzz::make_stored(samtale::fuzz::Folder(root / "stored"));
  samtale::fuzz::make_captions(samtale::fuzz::Folder(root / "captions"));
  return 0;
}
