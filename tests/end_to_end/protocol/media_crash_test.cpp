// Whatever step a server dies at while recordings and captions come, are replaced and go: after the next start nothing
// is left over of what is not shown, and nothing is missing of what is. ADR 0010.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include "shelf.h"
#include "tests/unit/media/boxes.h"
#include "tests/unit/transport/plain_http.h"

namespace samtale::protocol_test {
namespace {

namespace fs = std::filesystem;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kCanPreload = false;  // the sanitizer has to come first
#else
constexpr bool kCanPreload = true;
#endif
constexpr std::int64_t kAtRestWithinMs = 30'000;
constexpr std::int64_t kLookEveryMs = 5;
constexpr int kMoreStepsThanThereAre = 400;
// Fewer would mean that the fuse is not in the way.
constexpr int kStepsAtLeast = 4;

class MediaCrash : public Shelf {
 protected:
  void SetUp() override {
    if (!kCanPreload) GTEST_SKIP() << "a sanitizer does not let anything be loaded before it";
    Shelf::SetUp();
    const auto path = folder_.path() / "fuse";
    std::ofstream(path) << std::string(sizeof(std::atomic<int>), '\0');
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    void* shared = mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    ASSERT_NE(shared, MAP_FAILED);
    fuse_ = static_cast<std::atomic<int>*>(shared);
    setenv("LD_PRELOAD", SAMTALE_FUSE_LIBRARY, 1);
    setenv("SAMTALE_FUSE", path.c_str(), 1);
    open_without_ffmpeg();
  }
  void TearDown() override {
    Shelf::TearDown();
    unsetenv("LD_PRELOAD");
    unsetenv("SAMTALE_FUSE");
    if (fuse_) munmap(fuse_, sizeof(std::atomic<int>));
  }

  // A recording or captions like no other, which may be shown from now on.
  std::string film() {
    const auto number = std::to_string(++made_);
    return *known_.insert(media::recording(4'000) + media::box("mdat", std::string(20'000, 'f') + number)).first;
  }
  std::string captions() {
    return *known_.insert("WEBVTT\n\n00:00.000 --> 00:01.000\nNr. " + std::to_string(++made_) + "\n").first;
  }

  // Of these the answer may never come.
  void put_captions() {
    request({.method = "PUT",
             .path = captions_path(1, "da"),
             .body = captions(),
             .content_type = "text/vtt",
             .bearer = token_of("organiser")});
  }
  void take_captions_away() { ask("DELETE", captions_path(1, "da")); }
  void put_recording() { ask("PUT", talk_path(), film()); }
  void take_recording_away() { ask("DELETE", talk_path()); }
  // All but the last byte; finish_upload() sends that.
  void begin_upload() {
    upload_ = film();
    auto begun = ask("POST", talk_path() + "/uploads", {},
                     "Tus-Resumable: 1.0.0\r\nUpload-Length: " + std::to_string(upload_.size()) + "\r\n");
    ASSERT_EQ(begun.status, 201);
    upload_path_ = begun.headers["location"];
    ASSERT_EQ(patch(0, upload_.size() - 1).status, 204);
  }
  void finish_upload() { patch(upload_.size() - 1, 1); }

  // Lets the server die before the first step that `act` makes it take, before the second, and so on, until there are
  // no more; each time it is looked at after a new start. `before` is not disturbed.
  void dies_at_each_step(const std::function<void()>& before, const std::function<void()>& act) {
    int step = 0;
    for (bool died = true; died && !HasFailure();) {
      before();
      ASSERT_TRUE(comes_to_rest()) << "before step " << step + 1;
      fuse_->store(++step);
      act();
      died = dies_or_rests();
      fuse_->store(0);
      if (died) kill_and_start_again();
      ASSERT_TRUE(comes_to_rest()) << "died before step " << step << "\n" << what_is_there();
      expect_that_what_is_shown_is_there(step);
      ASSERT_LT(step, kMoreStepsThanThereAre);
    }
    std::printf("the server died at %d steps\n", step - 1);
    EXPECT_GE(step - 1, kStepsAtLeast);
  }

  // As if it had been noted, and nothing had come after that.
  void leave_in_doubt(const std::string& id, const std::string& of_seminar) {
    std::ofstream(media() / "in-doubt" / id) << of_seminar;
    fs::create_directory(media() / id);
    std::ofstream(media() / id / "captions.vtt") << captions();
  }
  bool is_there(const std::string& id) const { return fs::exists(media() / id / "captions.vtt"); }
  bool is_in_doubt(const std::string& id) const { return fs::exists(media() / "in-doubt" / id); }
  bool eventually(const std::function<bool()>& so) {
    for (std::int64_t waited_ms = 0; waited_ms < kAtRestWithinMs; waited_ms += kLookEveryMs) {
      if (so()) return true;
      loop_.run_until([] { return false; }, kLookEveryMs);
    }
    return so();
  }

 private:
  std::string talk_path() const { return "/api/seminars/" + seminar().text() + "/talks/1"; }
  transport::Reply ask(std::string_view method, const std::string& path, std::string_view body = {},
                       const std::string& headers = {}) {
    return transport::http(address(), method, path, body, transport::bearer(token_of("organiser")) + headers);
  }
  transport::Reply patch(std::size_t offset, std::size_t count) {
    return ask("PATCH", upload_path_, std::string_view(upload_).substr(offset, count),
               "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: " +
                   std::to_string(offset) + "\r\n");
  }

  fs::path media() const { return server_.data() / "media"; }
  static std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // What the server says is shown, with what opens it; nullopt: it says nothing.
  std::optional<std::map<std::string, std::string>> shown() {
    const auto answer = get("/api/media-links?seminar=" + seminar().text(), token_of("organiser"));
    const auto links = answer.status == 200 ? wire::read_media_links(answer.body) : std::nullopt;
    if (!links) return std::nullopt;
    std::map<std::string, std::string> by_id;
    for (const auto& [media, query] : links->queries) by_id[media.text()] = query;
    return by_id;
  }
  std::set<std::string> names_in(const fs::path& folder) const {
    std::set<std::string> names;
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(folder, gone)) names.insert(entry.path().filename());
    return names;
  }
  // Nothing is under way, and nothing is there but what is shown. An upload that is not whole belongs to whoever sends
  // it.
  bool is_at_rest() {
    for (const auto& id : names_in(media() / "uploads")) {
      if (text_of(media() / "uploads" / id / "record.json").find("\"receiving\"") == std::string::npos) return false;
    }
    if (!names_in(media() / "in-doubt").empty() || !names_in(media() / "unfinished").empty()) return false;
    std::set<std::string> expected{"in-doubt", "unfinished", "uploads"};
    const auto ids = shown();
    if (!ids) return false;
    for (const auto& [id, query] : *ids) expected.insert(id);
    return names_in(media()) == expected;
  }
  bool comes_to_rest() {
    return eventually([&] { return is_at_rest(); });
  }
  bool has_died() const {
    siginfo_t about{};
    return waitid(P_PID, static_cast<id_t>(server_.process_id()), &about, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           about.si_pid != 0;
  }
  bool dies_or_rests() {
    EXPECT_TRUE(eventually([&] { return has_died() || is_at_rest(); })) << what_is_there();
    return has_died();
  }
  void expect_that_what_is_shown_is_there(int step) {
    const auto ids = shown();
    ASSERT_TRUE(ids);
    for (const auto& [id, query] : *ids) {
      for (const auto& file : names_in(media() / id)) {
        const auto answer = get("/media/" + id + "/" + file + "?" + query);
        EXPECT_EQ(answer.status, 200) << id << "/" << file << ", died before step " << step;
        EXPECT_EQ(known_.count(answer.body), 1U) << id << "/" << file << ", died before step " << step;
      }
      EXPECT_EQ(names_in(media() / id).size(), 1U) << id << ", died before step " << step;
    }
  }
  std::string what_is_there() const {
    std::string text;
    for (const auto& entry : fs::recursive_directory_iterator(media())) text += entry.path().string() + "\n";
    return text;
  }

  std::atomic<int>* fuse_ = nullptr;
  std::set<std::string> known_;
  int made_ = 0;
  std::string upload_;
  std::string upload_path_;
};

TEST_F(MediaCrash, CaptionsAreReplaced) {
  dies_at_each_step([] {}, [&] { put_captions(); });
}

TEST_F(MediaCrash, CaptionsGo) {
  dies_at_each_step([&] { put_captions(); }, [&] { take_captions_away(); });
}

TEST_F(MediaCrash, ARecordingThatCameInPiecesReplacesAnother) {
  put_recording();
  dies_at_each_step([&] { begin_upload(); }, [&] { finish_upload(); });
}

TEST_F(MediaCrash, ARecordingThatCameInOneGoReplacesAnother) {
  dies_at_each_step([] {}, [&] { put_recording(); });
}

TEST_F(MediaCrash, ARecordingGoes) {
  dies_at_each_step([&] { put_recording(); }, [&] { take_recording_away(); });
}

TEST_F(MediaCrash, WhereNobodyCanBeAskedNothingIsRemoved) {
  const std::string orphan = "orphanAAAAAAAAAAAAAAAA";
  const std::string of_an_unknown = "unknownAAAAAAAAAAAAAAA";
  const std::string unreadable = "unreadAAAAAAAAAAAAAAAA";
  EXPECT_EQ(stop_cleanly(), 0);
  leave_in_doubt(orphan, seminar().text());
  leave_in_doubt(of_an_unknown, "AAAAAAAAAAAAAAAAAAAAAQ");
  leave_in_doubt(unreadable, "not an id");
  ASSERT_TRUE(server_.start_again()) << server_.output();
  EXPECT_TRUE(eventually([&] {
    return !is_there(orphan) && !is_in_doubt(orphan) && server_.output().find("it stays") != std::string::npos;
  }));
  for (const auto& id : {of_an_unknown, unreadable}) {
    EXPECT_TRUE(is_there(id)) << id;
    EXPECT_TRUE(is_in_doubt(id)) << id;
  }
}

}  // namespace
}  // namespace samtale::protocol_test
