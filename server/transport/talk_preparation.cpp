#include "transport/talk_preparation.h"

#include <algorithm>
#include <vector>

#include <boost/asio/post.hpp>

#include "domain/limits.h"
#include "ops/log.h"
#include "transport/media_in_doubt.h"

namespace samtale::transport {
namespace {

using media::MediaFile;
using media::UploadStage;
using media::Verdict;
using State = wire::PreparationState;

Rejection rejection_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::not_web_ready: return {RejectionCode::not_web_ready, {}, 0};
    case Verdict::not_saved: return {RejectionCode::not_saved, {}, 0};
    default: return {RejectionCode::not_a_recording, {}, 0};
  }
}

std::optional<MediaKind> kind_of(MediaFile file) {
  switch (file) {
    case MediaFile::original: return MediaKind::original;
    case MediaFile::high: return MediaKind::high;
    case MediaFile::low: return MediaKind::low;
    case MediaFile::sound: return MediaKind::sound;
    default: return std::nullopt;
  }
}

std::vector<MediaVersion> versions_of(const std::vector<media::MadeFile>& files) {
  std::vector<MediaVersion> versions;
  for (const auto& made : files) {
    if (const auto kind = kind_of(made.file)) versions.push_back({*kind, made.digest.bytes, made.digest.sha256});
  }
  return versions;
}

// Whether trying again later, by itself, may help.
bool passes(RejectionCode code) { return code == RejectionCode::not_saved || code == RejectionCode::outcome_unknown; }

}  // namespace

struct TalkPreparation::Job {
  media::UploadRecord upload;
  SeminarId seminar;
  PhaseKind talk{};
  AttachedAsItCame as_it_came;  // empty: it came in pieces, nobody waits
  bool only_web_ready = false;
  bool attached = false;
  bool given_up = false;  // another recording has taken its place
  std::atomic<bool> stop = false;
  State state = State::waiting;
  int percent = 0;
  std::optional<Rejection> failure;
  // Written by the working threads, one step after the other, and read between the steps.
  media::Checked checked;
  media::Converted converted;
  bool is_in_place = false;

  MediaId media() const { return MediaId::parse(upload.id).value_or(MediaId{}); }
  bool is_over() const { return state == State::done || state == State::failed; }
};

TalkPreparation::TalkPreparation(Services& services, media::UploadStore& uploads, std::optional<media::Ffmpeg> programs)
    : services_(services), uploads_(uploads), programs_(std::move(programs)) {}

TalkPreparation::~TalkPreparation() {
  stop();
  join();
}

void TalkPreparation::stop() {
  stopping_ = true;
  for (const auto& [id, job] : under_way_) job->stop = true;
}

void TalkPreparation::join() {
  looking_.join();
  converting_.join();
}

void TalkPreparation::resume() {
  for (const auto& upload : uploads_.received()) {
    if (upload.stage != UploadStage::made_useless) {
      begin(upload);
      continue;
    }
    boost::asio::post(looking_, [this, id = upload.id] {
      services_.media.remove(id, MediaFile::original);
      uploads_.remove(id);
    });
  }
}

void TalkPreparation::begin(const media::UploadRecord& upload, AttachedAsItCame as_it_came) {
  const auto seminar = SeminarId::parse(upload.seminar);
  if (stopping_ || !seminar || under_way_.count(upload.id) > 0) return;
  const auto job = std::make_shared<Job>();
  job->upload = upload;
  job->seminar = *seminar;
  job->talk = upload.talk == 1 ? PhaseKind::talk_1 : PhaseKind::talk_2;
  job->only_web_ready = static_cast<bool>(as_it_came);
  job->as_it_came = std::move(as_it_came);
  job->attached = upload.stage == UploadStage::attached;
  under_way_[upload.id] = job;
  forget_oldest_standing();
  newest_[{job->seminar, job->talk}] = job;
  check(job);
}

void TalkPreparation::forget_oldest_standing() {
  if (newest_.size() < limits::kPreparationsRemembered) return;
  const auto over = std::find_if(newest_.begin(), newest_.end(), [](const auto& one) { return one.second->is_over(); });
  if (over != newest_.end()) newest_.erase(over);
}

void TalkPreparation::check(const JobPtr& job) {
  boost::asio::post(looking_, [this, job] {
    if (!job->stop) {
      services_.on_shard([job] { job->state = State::checking; });
      const auto& id = job->upload.id;
      job->checked = media::check_recording(uploads_.bytes_of(id), uploads_.workplace_of(id), programs_,
                                            limits::kTalkBytes, job->stop);
      // What is attached already stands where it belongs.
      job->is_in_place = job->checked.verdict == Verdict::web_ready && !job->attached &&
                         services_.media.put(id, MediaFile::original, job->checked.original.path);
    }
    services_.on_shard([this, job] { checked(job); });
  });
}

// Whether another recording took its place meanwhile, or the server stops. In the first case it is cleared away.
bool TalkPreparation::is_given_up(const JobPtr& job) {
  if (!job->given_up) return stopping_ || job->checked.verdict == Verdict::stopped;
  under_way_.erase(job->upload.id);
  boost::asio::post(looking_, [this, job, in_seminar = job->attached] {
    // In this order: as long as the upload is there, a crash leaves somebody who clears away the rest.
    if (!in_seminar) services_.media.remove(job->upload.id);
    uploads_.remove(job->upload.id);
  });
  if (auto tell = std::exchange(job->as_it_came, nullptr)) {
    tell(Rejection{RejectionCode::stale_revision, "media_id", 0}, 0);
  }
  return true;
}

void TalkPreparation::checked(const JobPtr& job) {
  if (is_given_up(job)) return;
  const auto verdict = job->checked.verdict;
  if (job->only_web_ready && !job->checked.is_mp4) return fail(job, {RejectionCode::not_an_mp4, {}, 0});
  if (job->only_web_ready && verdict == Verdict::to_convert) return fail(job, {RejectionCode::not_web_ready, {}, 0});
  if (verdict == Verdict::to_convert || (verdict == Verdict::web_ready && job->attached)) return convert(job);
  if (verdict != Verdict::web_ready) return fail(job, rejection_of(verdict));
  if (!job->is_in_place) return fail(job, {RejectionCode::not_saved, {}, 0});
  attach_original(job);
}

void TalkPreparation::attach_original(const JobPtr& job) {
  const command::AttachTalk talk{
      job->talk, job->media(), job->checked.length_ms, {}, versions_of({job->checked.original}), false};
  attach_talk(services_, job->seminar, talk, [this, job](const TalkAttachment& attached) {
    job->attached = !attached.why_not || attached.shown_before;
    if (attached.why_not) return fail(job, *attached.why_not);
    ops::log::info("recording attached", {{"seminar", job->seminar}, {"media", job->media()}});
    boost::asio::post(looking_, [this, id = job->upload.id] { uploads_.set_stage(id, UploadStage::attached); });
    give_up_others(job->seminar, job->talk, job->media());
    if (auto tell = std::exchange(job->as_it_came, nullptr)) tell(std::nullopt, job->checked.length_ms);
    if (is_given_up(job)) return;
    convert(job);
  });
}

void TalkPreparation::convert(const JobPtr& job) {
  if (!programs_) return finish(job, UploadStage::whole);
  job->state = State::waiting;
  boost::asio::post(converting_, [this, job] {
    if (!job->stop) {
      services_.on_shard([job] { job->state = State::converting; });
      const auto tell = [this, &job](int percent) { services_.on_shard([job, percent] { job->percent = percent; }); };
      const auto& id = job->upload.id;
      job->converted = media::convert_recording(uploads_.bytes_of(id), uploads_.workplace_of(id), *programs_,
                                                *job->checked.probed, limits::kTalkBytes, tell, job->stop);
      const auto& files = job->converted.files;
      const bool put = std::all_of(files.begin(), files.end(), [&](const auto& made) {
        return !job->stop && services_.media.put(id, made.file, made.path);
      });
      if (!put) job->converted = {Verdict::not_saved, {}};
    }
    services_.on_shard([this, job] { converted(job); });
  });
}

void TalkPreparation::converted(const JobPtr& job) {
  if (job->stop && !job->given_up) return;
  if (is_given_up(job)) return;
  const auto verdict = job->converted.verdict;
  if (verdict == Verdict::web_ready) return attach_versions(job);
  if (!job->attached) return fail(job, rejection_of(verdict));
  ops::log::warning("a recording could not be converted and stays as it came", {{"media", job->media()}});
  finish(job, UploadStage::whole);
}

void TalkPreparation::attach_versions(const JobPtr& job) {
  const command::AttachTalk talk{job->talk, job->media(), job->checked.length_ms, {}, versions_of(job->converted.files),
                                 true};
  const auto attach = job->attached ? attach_talk_again : attach_talk;
  attach(services_, job->seminar, talk, [this, job](const TalkAttachment& attached) {
    if (attached.looked) job->attached = attached.shown_before;
    if (attached.why_not) return versions_refused(job, attached);
    ops::log::info("versions of a recording attached", {{"seminar", job->seminar}, {"media", job->media()}});
    const bool had_original = std::exchange(job->attached, true);
    give_up_others(job->seminar, job->talk, job->media());
    finish(job, had_original && attached.may_be_playing ? UploadStage::made_useless : UploadStage::attached);
  });
}

// A recording that is shown as it came goes on being shown so.
void TalkPreparation::versions_refused(const JobPtr& job, const TalkAttachment& attached) {
  if (!job->attached) return fail(job, *attached.why_not);
  ops::log::warning("the versions of a recording could not be attached", {{"media", job->media()}});
  if (passes(attached.why_not->code)) return fail(job, *attached.why_not);
  boost::asio::post(looking_, [this, job] {
    for (const auto& made : job->converted.files) services_.media.remove(job->upload.id, made.file);
  });
  finish(job, UploadStage::whole);
}

void TalkPreparation::fail(const JobPtr& job, const Rejection& why) {
  job->state = State::failed;
  job->failure = why;
  under_way_.erase(job->upload.id);
  const auto tell = std::exchange(job->as_it_came, nullptr);
  const auto& id = job->upload.id;
  ops::log::info("recording not attached", {{"media", job->media()}, {"rejection", static_cast<int>(why.code)}});
  // Whoever waits for the answer will send the file again; else it is tried again at the next start.
  if (tell || !passes(why.code)) {
    const bool is_unknown = why.code == RejectionCode::outcome_unknown;
    boost::asio::post(looking_, [this, id, keep = is_unknown || job->attached] {
      if (!keep) services_.media.remove(id);
      uploads_.remove(id);
    });
  }
  if (tell) tell(why, 0);
}

// `stage`: `attached` when the file as it came may go now, `made_useless` when later, `whole` when it stays.
void TalkPreparation::finish(const JobPtr& job, UploadStage stage) {
  job->state = State::done;
  under_way_.erase(job->upload.id);
  boost::asio::post(looking_, [this, id = job->upload.id, stage] {
    if (stage == UploadStage::made_useless) return static_cast<void>(uploads_.set_stage(id, stage));
    if (stage == UploadStage::attached) services_.media.remove(id, MediaFile::original);
    uploads_.remove(id);
  });
  // One that an earlier server attached may have been replaced since.
  settle_doubt(services_, job->seminar, job->media());
}

void TalkPreparation::give_up_others(SeminarId seminar, PhaseKind talk, MediaId now) {
  for (const auto& [id, job] : under_way_) {
    if (job->seminar != seminar || job->talk != talk || job->media() == now) continue;
    job->stop = job->given_up = true;
  }
  const auto newest = newest_.find({seminar, talk});
  if (newest != newest_.end() && (newest->second->given_up || now.empty())) newest_.erase(newest);
  const int number = talk == PhaseKind::talk_1 ? 1 : 2;
  for (const auto& upload : uploads_.received()) {
    if (upload.seminar != seminar.text() || upload.talk != number || upload.id == now.text()) continue;
    if (under_way_.count(upload.id) > 0) continue;  // goes when its step ends
    // It may have been put in place and not attached.
    boost::asio::post(looking_, [this, id = upload.id] {
      services_.media.remove(id);
      uploads_.remove(id);
    });
  }
}

std::optional<media::UploadRecord> TalkPreparation::newest_with(std::string_view upload_id) const {
  for (const auto& [talk, job] : newest_) {
    if (job->upload.id == upload_id) return job->upload;
  }
  return std::nullopt;
}

wire::TalkPreparation TalkPreparation::standing(SeminarId seminar, PhaseKind talk) const {
  wire::TalkPreparation told;
  told.can_convert = can_convert();
  const auto found = newest_.find({seminar, talk});
  if (found == newest_.end()) return told;
  const auto& job = *found->second;
  told.state = job.state;
  told.percent = job.state == State::converting ? job.percent : 0;
  if (job.failure) told.failure = job.failure->code;
  told.file_name = job.upload.file_name;
  return told;
}

}  // namespace samtale::transport
