// P-68, P-69, P-93 to P-95: recordings that come in pieces, on a network and to a server that fail in between, and what
// becomes of them.
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>

#include "media/file_digest.h"
#include "media/mp4_check.h"
#include "tests/unit/media/boxes.h"
#include "tests/unit/transport/plain_http.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

namespace fs = std::filesystem;
using transport::HttpSocket;
using transport::Reply;

constexpr std::int64_t kConvertedWithinMs = 600'000;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Upload : public Venue {
 protected:
  // A recording that browsers play, as far as boxes go, and long enough for several pieces.
  static std::string film(std::size_t media_bytes = 300'000) {
    std::string media;
    for (std::size_t i = 0; i < media_bytes; ++i) media.push_back(static_cast<char>('a' + i % 26));
    return media::recording(4'000) + media::box("mdat", media);
  }
  // Made by ffmpeg: a moving picture and a tone.
  std::string clip(const std::string& name, const std::string& coding, int seconds = 3) {
    const auto file = folder_.path() / name;
    const auto length = std::to_string(seconds);
    const auto make = "ffmpeg -nostdin -v error -y -f lavfi -i testsrc2=size=720x540:rate=5:duration=" + length +
                      " -f lavfi -i sine=duration=" + length + " " + coding + " " + file.string();
    EXPECT_EQ(std::system(make.c_str()), 0) << make;
    return bytes_of(file);
  }

  std::string talk_path(const std::string& rest = "") const {
    return "/api/seminars/" + (planned_.empty() ? seminar().text() : planned_) + "/talks/1" + rest;
  }
  std::string headers(const std::string& more, const std::string& person = "organiser") const {
    return transport::bearer(token_of(person)) + "Tus-Resumable: 1.0.0\r\n" + more;
  }
  const std::string& planned() const { return planned_; }
  // From here on everything is about a seminar whose lobby is not open yet; the demo's is.
  void plan_another() {
    v1::CreateSeminar wish;
    wish.set_title("Den næste");
    wish.set_date("2099-03-01");
    wish.set_starts_at("13:00");
    wish.set_language(v1::LANGUAGE_DANISH);
    const auto answer = post("/api/seminars", wish.SerializeAsString(), token_of("organiser"));
    ASSERT_EQ(answer.status, 201);
    v1::SeminarSummary made;
    ASSERT_TRUE(made.ParseFromString(answer.body));
    planned_ = made.seminar_id();
  }
  Reply ask(std::string_view method, const std::string& path, std::string_view body, const std::string& all_headers) {
    return transport::http(address(), method, path, body, all_headers);
  }
  Reply create_upload(std::uint64_t length, const std::string& person = "organiser") {
    // "Oplæg 1.mov"
    return ask("POST", talk_path("/uploads"), {},
               headers("Upload-Length: " + std::to_string(length) +
                           "\r\nUpload-Metadata: filetype dmlkZW8=,filename T3Bsw6ZnIDEubW92\r\n",
                       person));
  }
  std::string begun(std::uint64_t length) {
    auto reply = create_upload(length);
    EXPECT_EQ(reply.status, 201);
    EXPECT_EQ(reply.headers["tus-resumable"], "1.0.0");
    return reply.headers["location"];
  }
  static std::string piece_headers(std::uint64_t offset) {
    return "Upload-Offset: " + std::to_string(offset) + "\r\nContent-Type: application/offset+octet-stream\r\n";
  }
  Reply patch(const std::string& path, std::uint64_t offset, std::string_view piece) {
    return ask("PATCH", path, piece, headers(piece_headers(offset)));
  }
  std::uint64_t offset_of(const std::string& path) {
    auto reply = ask("HEAD", path, {}, headers(""));
    EXPECT_EQ(reply.status, 200);
    return reply.status == 200 ? std::stoull(reply.headers["upload-offset"]) : 0;
  }
  // Sends the first `sent` bytes of a PATCH for all the rest, and no more.
  void begin_patch(HttpSocket& socket, const std::string& path, std::uint64_t offset, const std::string& file,
                   std::size_t sent) {
    ASSERT_TRUE(socket.write("PATCH " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                             std::to_string(file.size() - offset) + "\r\n" + headers(piece_headers(offset)) + "\r\n"));
    ASSERT_TRUE(socket.write(std::string_view(file).substr(offset, sent)));
  }
  fs::path media_folder() const { return server_.data() / "media"; }
  std::uint64_t bytes_on_disk(const std::string& path) const {
    std::error_code failure;
    const auto size = fs::file_size(media_folder() / "uploads" / fs::path(path).filename() / "upload", failure);
    return failure ? 0 : size;
  }
  std::size_t media_files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(media_folder())) count += !entry.is_directory();
    return count;
  }

  v1::TalkPreparation standing() {
    v1::TalkPreparation told;
    const auto answer = get(talk_path("/preparation"), token_of("organiser"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(told.ParseFromString(answer.body));
    return told;
  }
  bool eventually(const std::function<bool()>& so, std::int64_t within_ms) {
    static constexpr std::int64_t kLookEveryMs = 20;
    for (std::int64_t waited_ms = 0; waited_ms < within_ms; waited_ms += kLookEveryMs) {
      if (so()) return true;
      loop_.run_until([] { return false; }, kLookEveryMs);
    }
    return so();
  }
  bool becomes(v1::PreparationState state, std::int64_t within_ms = kConvertedWithinMs) {
    return eventually([&] { return standing().state() == state; }, within_ms);
  }
  Talk talk(TestClient& organiser) {
    EXPECT_TRUE(organiser.catch_up());
    return talk_as_seen(organiser);
  }
  // As far as it has been told.
  static Talk talk_as_seen(const TestClient& organiser) {
    for (const auto& phase : organiser.entities().plan->agenda.phases) {
      if (phase.kind == PhaseKind::talk_1) return phase.talk;
    }
    return {};
  }
  // The files that the seminar says it has, on disk, with the bytes that it says.
  void expect_versions(const Talk& shown, const std::vector<std::pair<MediaKind, std::string>>& expected) {
    ASSERT_EQ(shown.versions.size(), expected.size());
    const std::atomic<bool> stop = false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(shown.versions[i].kind, expected[i].first);
      const auto digest = media::digest_of(media_folder() / shown.media.text() / expected[i].second, stop);
      ASSERT_TRUE(digest) << expected[i].second;
      EXPECT_EQ(shown.versions[i].bytes, digest->bytes);
      EXPECT_EQ(shown.versions[i].sha256, digest->sha256);
    }
  }
  void expect_converted(const Talk& shown) {
    expect_versions(shown,
                    {{MediaKind::high, "high.mp4"}, {MediaKind::low, "low.mp4"}, {MediaKind::sound, "sound.m4a"}});
    EXPECT_TRUE(shown.has_poster);
    EXPECT_NEAR(static_cast<double>(shown.media_length_ms), 3'000, 200);
    const auto folder = media_folder() / shown.media.text();
    for (const auto* name : {"high.mp4", "low.mp4"}) {
      const auto file = bytes_of(folder / name);
      const auto about = media::look_at_mp4(file.size(), [&](std::uint64_t offset, std::span<std::uint8_t> into) {
        return offset + into.size() <= file.size() &&
               file.copy(reinterpret_cast<char*>(into.data()), into.size(), offset) == into.size();
      });
      EXPECT_TRUE(about && about->is_web_ready()) << name;
    }
    EXPECT_EQ(bytes_of(folder / "poster.jpg").substr(0, 3), "\xFF\xD8\xFF");
    EXPECT_EQ(lines_of(folder / "high.mp4"), "540");
    EXPECT_EQ(lines_of(folder / "low.mp4"), "480");
  }
  std::string lines_of(const fs::path& file) {
    const auto out = folder_.path() / "lines";
    const auto ask = "ffprobe -v error -select_streams v:0 -show_entries stream=height -of csv=p=0 " + file.string() +
                     " > " + out.string();
    EXPECT_EQ(std::system(ask.c_str()), 0);
    std::string lines;
    std::ifstream(out) >> lines;
    return lines;
  }

 private:
  std::string planned_;
};

TEST_F(Upload, P68_ComesInPieces) {
  open_without_ffmpeg();
  const auto organiser = staff("organiser");
  const auto file = film();
  const auto path = begun(file.size());
  EXPECT_EQ(path.rfind("/api/uploads/", 0), 0U) << path;
  EXPECT_EQ(offset_of(path), 0U);
  auto first = patch(path, 0, std::string_view(file).substr(0, 100'001));
  EXPECT_EQ(first.status, 204);
  EXPECT_EQ(first.headers["upload-offset"], "100001");
  EXPECT_EQ(first.headers["tus-resumable"], "1.0.0");
  EXPECT_EQ(offset_of(path), 100'001U);
  EXPECT_EQ(standing().state(), v1::PREPARATION_STATE_UNSPECIFIED) << "not all of it is there";
  auto last = patch(path, 100'001, std::string_view(file).substr(100'001));
  EXPECT_EQ(last.status, 204);
  EXPECT_EQ(last.headers["upload-offset"], std::to_string(file.size()));
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_DONE));
  EXPECT_EQ(standing().file_name(), "Oplæg 1.mov");
  EXPECT_FALSE(standing().can_convert());
  const auto shown = talk(*organiser);
  expect_versions(shown, {{MediaKind::original, "original.mp4"}});
  EXPECT_EQ(shown.media_length_ms, 4'000);
  EXPECT_EQ(bytes_of(media_folder() / shown.media.text() / "original.mp4"), file);
  EXPECT_EQ(offset_of(path), file.size()) << "whoever missed the last answer hears that it is all there";
}

TEST_F(Upload, P68_GoesOnWhereTheConnectionBroke) {
  open_without_ffmpeg();
  const auto organiser = staff("organiser");
  const auto file = film();
  const auto path = begun(file.size());
  constexpr std::size_t kSent = 70'001;  // more than is read at once, and not a whole number of that
  {
    HttpSocket socket(address());
    begin_patch(socket, path, 0, file, kSent);
  }
  ASSERT_TRUE(eventually([&] { return bytes_on_disk(path) == kSent; }, 20'000)) << bytes_on_disk(path);
  EXPECT_EQ(offset_of(path), kSent);
  EXPECT_EQ(patch(path, kSent, std::string_view(file).substr(kSent)).status, 204);
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_DONE));
  EXPECT_EQ(bytes_of(media_folder() / talk(*organiser).media.text() / "original.mp4"), file);
}

TEST_F(Upload, P68_GoesOnAfterTheServerWasKilled) {
  open_without_ffmpeg();
  const auto file = film();
  const auto path = begun(file.size());
  HttpSocket socket(address());
  begin_patch(socket, path, 0, file, 150'000);
  ASSERT_TRUE(eventually([&] { return bytes_on_disk(path) >= 65'536; }, 20'000));
  kill_and_start_again();
  const auto offset = offset_of(path);
  EXPECT_GE(offset, 65'536U);
  EXPECT_EQ(offset, bytes_on_disk(path));
  EXPECT_EQ(patch(path, offset, std::string_view(file).substr(offset)).status, 204);
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_DONE));
  const auto organiser = staff("organiser");
  EXPECT_EQ(bytes_of(media_folder() / talk(*organiser).media.text() / "original.mp4"), file);
}

TEST_F(Upload, P68_ADeadConnectionDoesNotStandInTheWay) {
  open_without_ffmpeg();
  const auto file = film();
  const auto path = begun(file.size());
  HttpSocket silent(address());
  // Pieces are written when they are full; a little more is on its way.
  begin_patch(silent, path, 0, file, 140'000);
  ASSERT_TRUE(eventually([&] { return bytes_on_disk(path) == 131'072; }, 20'000));
  EXPECT_EQ(offset_of(path), 131'072U);
  EXPECT_EQ(patch(path, 131'072, std::string_view(file).substr(131'072)).status, 204);
  EXPECT_TRUE(becomes(v1::PREPARATION_STATE_DONE));
}

TEST_F(Upload, P68_TellsWhatItCanDo) {
  open_without_ffmpeg();
  auto reply = ask("OPTIONS", talk_path("/uploads"), {}, "");
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.headers["tus-version"], "1.0.0");
  EXPECT_EQ(reply.headers["tus-extension"], "creation,termination");
  EXPECT_EQ(reply.headers["tus-max-size"], "4294967296");
}

TEST_F(Upload, P68_RefusesWhatDoesNotFit) {
  open_without_ffmpeg();
  const auto path = begun(1'000);
  EXPECT_EQ(patch(path, 1, "x").status, 409);
  EXPECT_EQ(patch(path, 0, std::string(1'001, 'x')).status, 413);
  EXPECT_EQ(ask("PATCH", path, "x", headers("Upload-Offset: 0\r\nContent-Type: video/mp4\r\n")).status, 415);
  EXPECT_EQ(ask("PATCH", path, "x", headers("Content-Type: application/offset+octet-stream\r\n")).status, 400);
  for (const auto* version : {"", "Tus-Resumable: 0.2.2\r\n"}) {
    auto old = ask("PATCH", path, "x", transport::bearer(token_of("organiser")) + piece_headers(0) + version);
    EXPECT_EQ(old.status, 412);
    EXPECT_EQ(old.headers["tus-version"], "1.0.0");
  }
  EXPECT_EQ(offset_of(path), 0U) << "none of these changed anything";
  EXPECT_EQ(create_upload(4'294'967'297).status, 413);
  EXPECT_EQ(create_upload(0).status, 415);
  EXPECT_EQ(ask("POST", talk_path("/uploads"), {}, headers("Upload-Length: many\r\n")).status, 400);
  EXPECT_EQ(ask("POST", talk_path("/uploads"), {}, headers("Upload-Defer-Length: 1\r\n")).status, 400);
}

TEST_F(Upload, P68_IsTheOrganisersOnly) {
  open_without_ffmpeg();
  const auto path = begun(1'000);
  EXPECT_EQ(create_upload(1'000, "facilitator").status, 403);
  EXPECT_EQ(create_upload(1'000, "speaker").status, 403);
  for (const auto* method : {"HEAD", "PATCH", "DELETE"}) {
    EXPECT_EQ(ask(method, path, {}, headers(piece_headers(0), "facilitator")).status, 403) << method;
    EXPECT_EQ(ask(method, path, {}, "Tus-Resumable: 1.0.0\r\n" + piece_headers(0)).status, 401) << method;
    EXPECT_EQ(ask(method, "/api/uploads/AAECAwQFBgcICQoLDA0ODw", {}, headers(piece_headers(0))).status, 404) << method;
  }
  EXPECT_EQ(get(talk_path("/preparation"), token_of("facilitator")).status, 200);
  EXPECT_EQ(get(talk_path("/preparation"), token_of("speaker")).status, 403);
}

TEST_F(Upload, P68_CanBeTakenBack) {
  open_without_ffmpeg();
  const auto path = begun(1'000);
  ASSERT_EQ(patch(path, 0, "some").status, 204);
  EXPECT_EQ(ask("DELETE", path, {}, headers("")).status, 204);
  EXPECT_EQ(ask("HEAD", path, {}, headers("")).status, 404);
  EXPECT_EQ(media_files(), 0U);
}

TEST_F(Upload, P69_NotOnceTheFirstPhaseRuns) {
  open_without_ffmpeg();
  const auto facilitator = staff("facilitator");
  open_lobby(*facilitator);
  const auto path = begun(1'000);
  lead_to(*facilitator, PhaseKind::welcome);
  // What the seminars' list says of the session follows a moment later.
  EXPECT_TRUE(eventually([&] { return create_upload(1'000).status == 409; }, 20'000));
}

TEST_F(Upload, P93_WhatIsNoRecordingIsRefusedAndLeavesNothing) {
  open();
  const auto organiser = staff("organiser");
  const auto before = organiser->mirror().position();
  for (const auto& file : {std::string("this is no film"), std::string(200'000, '\0'),
                           std::string("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n")}) {
    const auto path = begun(file.size());
    ASSERT_EQ(patch(path, 0, file).status, 204);
    ASSERT_TRUE(becomes(v1::PREPARATION_STATE_FAILED));
    EXPECT_EQ(standing().failure(), v1::REJECTION_CODE_NOT_A_RECORDING);
    EXPECT_TRUE(eventually([&] { return media_files() == 0; }, 20'000));
  }
  ASSERT_TRUE(organiser->catch_up());
  EXPECT_EQ(organiser->mirror().position(), before);
}

TEST_F(Upload, P93_WithoutFfmpegOnlyWhatBrowsersPlayIsTaken) {
  const auto film_for_browsers = clip("web.mp4", "-c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart");
  const auto matroska = clip("talk.mkv", "-c:v libx264 -pix_fmt yuv420p -c:a aac");
  open_without_ffmpeg();
  const auto organiser = staff("organiser");
  auto path = begun(matroska.size());
  ASSERT_EQ(patch(path, 0, matroska).status, 204);
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_FAILED));
  EXPECT_EQ(standing().failure(), v1::REJECTION_CODE_NOT_WEB_READY);
  EXPECT_TRUE(eventually([&] { return media_files() == 0; }, 20'000));

  path = begun(film_for_browsers.size());
  ASSERT_EQ(patch(path, 0, film_for_browsers).status, 204);
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_DONE));
  expect_versions(talk(*organiser), {{MediaKind::original, "original.mp4"}});
}

TEST_F(Upload, P94_AMatroskaAndAQuicktimeFileBecomeVersions) {
  open();
  const auto organiser = staff("organiser");
  MediaId before;
  for (const auto& file : {clip("talk.mkv", "-c:v mpeg4 -q:v 4 -c:a libmp3lame"),
                           clip("talk.mov", "-c:v libx264 -preset ultrafast -pix_fmt yuv444p -c:a pcm_s16le")}) {
    const auto path = begun(file.size());
    ASSERT_EQ(patch(path, 0, file).status, 204);
    ASSERT_TRUE(eventually([&] { return talk_as_seen(*organiser).media != before; }, kConvertedWithinMs))
        << standing().ShortDebugString();
    const auto shown = talk(*organiser);
    expect_converted(shown);
    EXPECT_TRUE(becomes(v1::PREPARATION_STATE_DONE));
    EXPECT_TRUE(eventually([&] { return media_files() == 4; }, 20'000)) << "the upload, or the other recording, stays";
    before = shown.media;
  }
}

TEST_F(Upload, P94_WhatBrowsersPlayIsShownAtOnceAndThenInVersions) {
  // The index comes last, as cameras have it: it is moved.
  const auto file = clip("camera.mp4", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac");
  open();
  plan_another();
  const auto organiser = arrived(token_of("organiser"), planned());
  const auto answer = request({.method = "PUT",
                               .path = talk_path(),
                               .body = file,
                               .content_type = "video/mp4",
                               .bearer = token_of("organiser")});
  ASSERT_EQ(answer.status, 200) << "rejection " << static_cast<int>(error_of(answer));
  v1::TalkStored stored;
  ASSERT_TRUE(stored.ParseFromString(answer.body));
  EXPECT_EQ(talk(*organiser).media.text(), stored.media_id());
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_DONE));
  const auto shown = talk(*organiser);
  EXPECT_EQ(shown.media.text(), stored.media_id());
  expect_converted(shown);
  EXPECT_TRUE(eventually([&] { return media_files() == 4; }, 20'000)) << "the file as it came has gone";
}

TEST_F(Upload, P95_WhatWasUnderWayIsBegunAgain) {
  const auto file = clip("long.mkv", "-c:v mpeg4 -q:v 6 -c:a libmp3lame", 40);
  open();
  const auto path = begun(file.size());
  ASSERT_EQ(patch(path, 0, file).status, 204);
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_CONVERTING));
  EXPECT_TRUE(eventually([&] { return standing().percent() > 0; }, kConvertedWithinMs)) << "nobody sees it go on";
  EXPECT_EQ(stop_cleanly(), 0);
  ASSERT_TRUE(server_.start_again()) << server_.output();
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_CONVERTING));
  EXPECT_EQ(standing().file_name(), "Oplæg 1.mov");
  kill_and_start_again();
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_DONE));
  const auto organiser = staff("organiser");
  EXPECT_EQ(talk(*organiser).versions.size(), 3U);
  EXPECT_TRUE(eventually([&] { return media_files() == 4; }, 20'000));
}

TEST_F(Upload, P95_AnotherRecordingEndsThePreparationOfTheFirst) {
  const auto slow = clip("long.mkv", "-c:v mpeg4 -q:v 6 -c:a libmp3lame", 40);
  const auto quick = clip("web.mp4", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -movflags +faststart");
  open();
  const auto organiser = staff("organiser");
  auto path = begun(slow.size());
  ASSERT_EQ(patch(path, 0, slow).status, 204);
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_CONVERTING));
  path = begun(quick.size());
  ASSERT_EQ(patch(path, 0, quick).status, 204);
  ASSERT_TRUE(eventually([&] { return !talk_as_seen(*organiser).media.empty(); }, kConvertedWithinMs));
  ASSERT_TRUE(becomes(v1::PREPARATION_STATE_DONE));
  expect_converted(talk(*organiser));
  // The lobby is open: the file as it came stays where a screen may be playing it, until the next start.
  const auto folder = media_folder() / talk(*organiser).media.text();
  EXPECT_TRUE(eventually([&] { return media_files() == 7; }, 20'000)) << "something is left of the first";
  EXPECT_EQ(bytes_of(folder / "original.mp4"), quick);
  EXPECT_EQ(stop_cleanly(), 0);
  ASSERT_TRUE(server_.start_again()) << server_.output();
  EXPECT_TRUE(eventually([&] { return media_files() == 4; }, 20'000));
  EXPECT_FALSE(fs::exists(folder / "original.mp4"));
}

}  // namespace
}  // namespace samtale::protocol_test
