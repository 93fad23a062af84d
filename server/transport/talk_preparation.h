#pragma once
// What becomes of recordings that have come: each is looked at, attached to its seminar as it is when browsers can play
// it, converted when there is ffmpeg, and attached again with its versions. One is looked at and one converted at a
// time. What was under way when the server stopped is begun again at the next start.
//
// The file as it came is removed when its versions are attached; but while the session is open somebody may be playing
// it, and then it stays until the server starts the next time.
//
// Threads: the shard's; the work is done on two threads of its own. Lives as long as the shard runs.
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/thread_pool.hpp>

#include "domain/agenda.h"
#include "media/preparation.h"
#include "media/upload_store.h"
#include "transport/services.h"
#include "transport/talk_attachment.h"
#include "wire/api.h"

namespace samtale::transport {

// Called once, when the recording is attached as it came, or cannot be. `length_ms` counts when it is.
using AttachedAsItCame = std::function<void(std::optional<Rejection> why_not, Millis length_ms)>;

class TalkPreparation {
 public:
  // `programs`: nullopt when this machine has no ffmpeg.
  TalkPreparation(Services& services, media::UploadStore& uploads, std::optional<media::Ffmpeg> programs);
  ~TalkPreparation();
  TalkPreparation(const TalkPreparation&) = delete;
  TalkPreparation& operator=(const TalkPreparation&) = delete;

  // Takes up what an earlier server left.
  void resume();
  // `upload`: one that has come as a whole. With `as_it_came` nothing but an MP4 that browsers play is taken.
  void begin(const media::UploadRecord& upload, AttachedAsItCame as_it_came = {});
  // The seminar shows `now`, or nothing: preparations of other recordings of this talk are given up.
  void give_up_others(SeminarId seminar, PhaseKind talk, MediaId now);

  wire::TalkPreparation standing(SeminarId seminar, PhaseKind talk) const;
  // The size of a recording that has come, also when it is no longer among the uploads; nullopt: not known (any more).
  std::optional<media::UploadRecord> newest_with(std::string_view upload_id) const;
  bool can_convert() const { return programs_.has_value(); }

  // Ends what runs, and begins nothing more. Ended when the destructor or join() has returned.
  void stop();
  void join();

 private:
  struct Job;
  using JobPtr = std::shared_ptr<Job>;
  using Talk = std::pair<SeminarId, PhaseKind>;

  void check(const JobPtr& job);
  void checked(const JobPtr& job);
  void attach_original(const JobPtr& job);
  void convert(const JobPtr& job);
  void converted(const JobPtr& job);
  void attach_versions(const JobPtr& job);
  void versions_refused(const JobPtr& job, const TalkAttachment& attached);
  bool is_given_up(const JobPtr& job);
  void fail(const JobPtr& job, const Rejection& why);
  void finish(const JobPtr& job, media::UploadStage stage);
  void forget_oldest_standing();

  Services& services_;
  media::UploadStore& uploads_;
  const std::optional<media::Ffmpeg> programs_;
  std::map<std::string, JobPtr> under_way_;  // by upload
  std::map<Talk, JobPtr> newest_;            // what people are told about
  bool stopping_ = false;
  boost::asio::thread_pool looking_{1};
  boost::asio::thread_pool converting_{1};
};

}  // namespace samtale::transport
