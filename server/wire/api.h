#pragma once
// Bodies of the HTTP interface (api.proto) as plain structs. `read_*` give nullopt for bytes that are not the message.
// Any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/group.h"
#include "domain/ids.h"
#include "domain/rejection.h"
#include "domain/role.h"
#include "domain/seminar.h"

namespace samtale::wire {

// What somebody holds to get in: a typed code, or the opaque link of a QR code. At most one is not empty.
struct Door {
  std::string code;
  std::string link;
};

struct JoinGroup {
  GroupId id;
  std::string name;
  std::string workplace;
  bool has_host = false;
};
struct JoinOptions {
  SeminarId seminar;
  std::string title;
  Language language{};
  SessionState state{};
  std::string date;
  std::string starts_at;
  GroupId group;  // named by the code or link; may be empty
  std::vector<JoinGroup> groups;
};
struct JoinRequest {
  Door door;
  std::optional<DeviceId> device;  // nullopt: missing or not an id
  Role role{};
  std::optional<GroupId> group;  // exactly one of these two
  std::optional<ExpectedGroup> new_group;
};
struct JoinAnswer {
  std::string token;
  SeminarId seminar;
  GroupId group;
};
struct Me {
  Role role{};
  std::string name;
  SeminarId seminar;  // empty for organisers
};
struct SeminarSummary {
  SeminarId id;
  std::string title;
  std::string date;
  std::string room_code;
  SessionState state{};
};
struct CreateSeminar {
  std::string title;
  std::string date;
  std::string starts_at;
  Language language = Language::danish;
};
struct GroupLinks {
  std::string room_link;
  std::vector<std::pair<GroupId, std::string>> groups;
};
struct MediaLinks {
  Millis good_until_ms = 0;
  std::vector<std::pair<MediaId, std::string>> queries;
};
struct InvitePerson {
  Role role{};
  std::string name;
};
enum class PreparationState { none = 0, waiting = 1, checking = 2, converting = 3, done = 4, failed = 5 };
struct TalkPreparation {
  PreparationState state{};
  int percent = 0;
  RejectionCode failure{};
  std::string file_name;
  bool can_convert = false;
};

std::optional<Door> read_join_look_up(std::string_view bytes);
std::optional<JoinRequest> read_join_request(std::string_view bytes);
std::optional<CreateSeminar> read_create_seminar(std::string_view bytes);
std::optional<InvitePerson> read_invite_person(std::string_view bytes);

std::string write(const Rejection& error);  // ApiError
std::string write(const JoinOptions& options);
std::string write(const JoinAnswer& answer);
std::string write(const Me& me);
std::string write(const std::vector<SeminarSummary>& seminars);
std::string write(const SeminarSummary& seminar);
std::string write(const GroupLinks& links);
std::string write_personal_link(std::string_view token);
std::string write(const MediaLinks& links);
std::string write_talk_stored(MediaId media, Millis length_ms);
std::string write(const TalkPreparation& standing);
std::string write_captions_stored(MediaId media);

// For clients written in C++ (load tools, tests).
std::string write(const Door& door);
std::string write(const JoinRequest& request);
std::optional<JoinOptions> read_join_options(std::string_view bytes);
std::optional<JoinAnswer> read_join_answer(std::string_view bytes);
std::optional<MediaLinks> read_media_links(std::string_view bytes);
std::optional<Rejection> read_api_error(std::string_view bytes);

}  // namespace samtale::wire
