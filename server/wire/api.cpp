#include "wire/api.h"

#include "samtale/v1/api.pb.h"
#include "wire/convert_group.h"
#include "wire/convert_millis.h"
#include "wire/convert_rejection.h"
#include "wire/message_bytes.h"

namespace samtale::wire {
namespace {

using wire::to_wire;  // those of the enums, which the one below would hide

// JoinLookUp and JoinRequest begin with the same choice.
template <class Message>
void door_to_wire(const Door& door, Message& out) {
  if (!door.code.empty()) {
    out.set_code(door.code);
  } else if (!door.link.empty()) {
    out.set_link(door.link);
  }
}

template <class Message>
Door door_from_wire(const Message& message) {
  return {message.code(), message.link()};
}

void to_wire(const SeminarSummary& seminar, v1::SeminarSummary& out) {
  out.set_seminar_id(seminar.id.text());
  out.set_title(seminar.title);
  out.set_date(seminar.date);
  out.set_room_code(seminar.room_code);
  out.set_state(to_wire(seminar.state));
}

}  // namespace

std::optional<Door> read_join_look_up(std::string_view bytes) {
  v1::JoinLookUp message;
  if (!parse(bytes, message)) return std::nullopt;
  return door_from_wire(message);
}

std::optional<JoinRequest> read_join_request(std::string_view bytes) {
  v1::JoinRequest message;
  if (!parse(bytes, message)) return std::nullopt;
  Reading reading;
  JoinRequest request;
  request.door = door_from_wire(message);
  request.device = DeviceId::parse(message.device_id());
  request.role = reading.choice(message.role(), "role");
  if (message.has_group_id()) request.group = reading.id<GroupId>(message.group_id(), "group_id");
  if (message.has_new_group()) request.new_group = from_wire(reading, message.new_group());
  if (reading.fault()) return std::nullopt;
  return request;
}

std::optional<CreateSeminar> read_create_seminar(std::string_view bytes) {
  v1::CreateSeminar message;
  if (!parse(bytes, message)) return std::nullopt;
  Reading reading;
  CreateSeminar create{message.title(), message.date(), message.starts_at(),
                       reading.choice(message.language(), "language")};
  if (reading.fault()) return std::nullopt;
  return create;
}

std::optional<InvitePerson> read_invite_person(std::string_view bytes) {
  v1::InvitePerson message;
  if (!parse(bytes, message)) return std::nullopt;
  Reading reading;
  InvitePerson invite{reading.choice(message.role(), "role"), message.name()};
  if (reading.fault()) return std::nullopt;
  return invite;
}

std::string write(const Rejection& error) {
  v1::ApiError message;
  rejection_to_wire(error, message);
  return message.SerializeAsString();
}

std::string write(const JoinOptions& options) {
  v1::JoinOptions message;
  message.set_seminar_id(options.seminar.text());
  message.set_title(options.title);
  message.set_language(to_wire(options.language));
  message.set_state(to_wire(options.state));
  message.set_date(options.date);
  message.set_starts_at(options.starts_at);
  message.set_group_id(options.group.text());
  for (const JoinGroup& group : options.groups) {
    auto& out = *message.add_groups();
    out.set_group_id(group.id.text());
    out.set_name(group.name);
    out.set_workplace(group.workplace);
    out.set_has_host(group.has_host);
  }
  return message.SerializeAsString();
}

std::string write(const JoinAnswer& answer) {
  v1::JoinAnswer message;
  message.set_token(answer.token);
  message.set_seminar_id(answer.seminar.text());
  message.set_group_id(answer.group.text());
  return message.SerializeAsString();
}

std::string write(const Me& me) {
  v1::Me message;
  message.set_role(to_wire(me.role));
  message.set_name(me.name);
  message.set_seminar_id(me.seminar.text());
  return message.SerializeAsString();
}

std::string write(const std::vector<SeminarSummary>& seminars) {
  v1::SeminarList message;
  for (const SeminarSummary& seminar : seminars) to_wire(seminar, *message.add_seminars());
  return message.SerializeAsString();
}

std::string write(const SeminarSummary& seminar) {
  v1::SeminarSummary message;
  to_wire(seminar, message);
  return message.SerializeAsString();
}

std::string write(const GroupLinks& links) {
  v1::GroupLinks message;
  message.set_room_link(links.room_link);
  for (const auto& [group, link] : links.groups) {
    auto& out = *message.add_groups();
    out.set_group_id(group.text());
    out.set_link(link);
  }
  return message.SerializeAsString();
}

std::string write(const MediaLinks& links) {
  v1::MediaLinks message;
  message.set_good_until_ms(links.good_until_ms);
  for (const auto& [media, query] : links.queries) {
    auto& out = *message.add_links();
    out.set_media_id(media.text());
    out.set_query(query);
  }
  return message.SerializeAsString();
}

std::string write_personal_link(std::string_view token) {
  v1::PersonalLink message;
  message.set_token(std::string(token));
  return message.SerializeAsString();
}

std::string write_talk_stored(MediaId media, Millis length_ms) {
  v1::TalkStored message;
  message.set_media_id(media.text());
  message.set_length_ms(length_to_wire(length_ms));
  return message.SerializeAsString();
}

std::string write(const TalkPreparation& standing) {
  v1::TalkPreparation message;
  message.set_state(static_cast<v1::PreparationState>(standing.state));
  message.set_percent(static_cast<std::uint32_t>(standing.percent));
  message.set_failure(to_wire(standing.failure));
  message.set_file_name(standing.file_name);
  message.set_can_convert(standing.can_convert);
  return message.SerializeAsString();
}

std::string write_captions_stored(MediaId media) {
  v1::CaptionsStored message;
  message.set_media_id(media.text());
  return message.SerializeAsString();
}

std::string write(const Door& door) {
  v1::JoinLookUp message;
  door_to_wire(door, message);
  return message.SerializeAsString();
}

std::string write(const JoinRequest& request) {
  v1::JoinRequest message;
  door_to_wire(request.door, message);
  if (request.device) message.set_device_id(request.device->text());
  message.set_role(to_wire(request.role));
  if (request.group) {
    message.set_group_id(request.group->text());
  } else if (request.new_group) {
    to_wire(*request.new_group, *message.mutable_new_group());
  }
  return message.SerializeAsString();
}

std::optional<JoinOptions> read_join_options(std::string_view bytes) {
  v1::JoinOptions message;
  if (!parse(bytes, message)) return std::nullopt;
  Reading reading;
  JoinOptions options;
  options.seminar = reading.id<SeminarId>(message.seminar_id(), "seminar_id");
  options.title = message.title();
  options.language = reading.choice(message.language(), "language");
  options.state = reading.choice(message.state(), "state");
  options.date = message.date();
  options.starts_at = message.starts_at();
  options.group = reading.id_or_none<GroupId>(message.group_id(), "group_id");
  for (const v1::JoinGroup& group : message.groups()) {
    options.groups.push_back(
        {reading.id<GroupId>(group.group_id(), "group_id"), group.name(), group.workplace(), group.has_host()});
  }
  if (reading.fault()) return std::nullopt;
  return options;
}

std::optional<JoinAnswer> read_join_answer(std::string_view bytes) {
  v1::JoinAnswer message;
  if (!parse(bytes, message)) return std::nullopt;
  Reading reading;
  JoinAnswer answer{message.token(), reading.id<SeminarId>(message.seminar_id(), "seminar_id"),
                    reading.id_or_none<GroupId>(message.group_id(), "group_id")};
  if (reading.fault()) return std::nullopt;
  return answer;
}

std::optional<MediaLinks> read_media_links(std::string_view bytes) {
  v1::MediaLinks message;
  if (!parse(bytes, message)) return std::nullopt;
  Reading reading;
  MediaLinks links{message.good_until_ms(), {}};
  for (const auto& link : message.links()) {
    links.queries.emplace_back(reading.id<MediaId>(link.media_id(), "media_id"), link.query());
  }
  if (reading.fault()) return std::nullopt;
  return links;
}

std::optional<Rejection> read_api_error(std::string_view bytes) {
  v1::ApiError message;
  if (!parse(bytes, message)) return std::nullopt;
  Reading reading;
  Rejection error = rejection_from_wire(reading, message);
  if (reading.fault()) return std::nullopt;
  return error;
}

}  // namespace samtale::wire
