#include "wire/convert_enums.h"

namespace samtale::wire {
namespace {

template <class Enum, class WireEnum>
constexpr bool same(Enum value, WireEnum wire_value) {
  return static_cast<int>(value) == static_cast<int>(wire_value);
}

using change::EntityKind;

static_assert(same(Language::danish, v1::LANGUAGE_DANISH));
static_assert(same(Language::english, v1::LANGUAGE_ENGLISH));

static_assert(same(Role::organiser, v1::ROLE_ORGANISER));
static_assert(same(Role::facilitator, v1::ROLE_FACILITATOR));
static_assert(same(Role::speaker, v1::ROLE_SPEAKER));
static_assert(same(Role::host, v1::ROLE_HOST));
static_assert(same(Role::screen, v1::ROLE_SCREEN));
static_assert(same(Role::phone, v1::ROLE_PHONE));

static_assert(same(PhaseKind::welcome, v1::PHASE_KIND_WELCOME));
static_assert(same(PhaseKind::talk_1, v1::PHASE_KIND_TALK_1));
static_assert(same(PhaseKind::talk_2, v1::PHASE_KIND_TALK_2));
static_assert(same(PhaseKind::learning_conversation, v1::PHASE_KIND_LEARNING_CONVERSATION));
static_assert(same(PhaseKind::wrap_up, v1::PHASE_KIND_WRAP_UP));
static_assert(same(PhaseKind::pause, v1::PHASE_KIND_BREAK));
static_assert(same(PhaseKind::productive_conversation, v1::PHASE_KIND_PRODUCTIVE_CONVERSATION));
static_assert(same(PhaseKind::sharing, v1::PHASE_KIND_SHARING));
static_assert(same(PhaseKind::evaluation, v1::PHASE_KIND_EVALUATION));

static_assert(same(StepKind::write, v1::STEP_KIND_WRITE));
static_assert(same(StepKind::round, v1::STEP_KIND_ROUND));
static_assert(same(StepKind::open_talk, v1::STEP_KIND_OPEN_TALK));
static_assert(same(StepKind::harvest, v1::STEP_KIND_HARVEST));
static_assert(same(StepKind::choose, v1::STEP_KIND_CHOOSE));
static_assert(same(StepKind::formulate, v1::STEP_KIND_FORMULATE));
static_assert(same(StepKind::read_aloud, v1::STEP_KIND_READ_ALOUD));
static_assert(same(StepKind::share, v1::STEP_KIND_SHARE));
static_assert(same(StepKind::fishbowl, v1::STEP_KIND_FISHBOWL));
static_assert(same(StepKind::role_cards, v1::STEP_KIND_ROLE_CARDS));

static_assert(same(MediaKind::original, v1::MEDIA_KIND_ORIGINAL));
static_assert(same(MediaKind::high, v1::MEDIA_KIND_HIGH));
static_assert(same(MediaKind::low, v1::MEDIA_KIND_LOW));
static_assert(same(MediaKind::sound, v1::MEDIA_KIND_SOUND));

static_assert(same(NoteKind::private_note, v1::NOTE_KIND_PRIVATE));
static_assert(same(NoteKind::group_note, v1::NOTE_KIND_GROUP));
static_assert(same(NoteKind::insight, v1::NOTE_KIND_INSIGHT));

static_assert(same(SeatState::waiting, v1::SEAT_STATE_WAITING));
static_assert(same(SeatState::speaking, v1::SEAT_STATE_SPEAKING));
static_assert(same(SeatState::spoken, v1::SEAT_STATE_SPOKEN));
static_assert(same(SeatState::passed, v1::SEAT_STATE_PASSED));
static_assert(same(SeatState::later, v1::SEAT_STATE_LATER));

static_assert(same(QuestionState::asked, v1::QUESTION_STATE_ASKED));
static_assert(same(QuestionState::answered, v1::QUESTION_STATE_ANSWERED));
static_assert(same(QuestionState::parked, v1::QUESTION_STATE_PARKED));

static_assert(same(WorkArea::unknown, v1::WORK_AREA_UNSPECIFIED));
static_assert(same(WorkArea::casework, v1::WORK_AREA_CASEWORK));
static_assert(same(WorkArea::school, v1::WORK_AREA_SCHOOL));
static_assert(same(WorkArea::residential, v1::WORK_AREA_RESIDENTIAL));
static_assert(same(WorkArea::day_care, v1::WORK_AREA_DAY_CARE));
static_assert(same(WorkArea::health, v1::WORK_AREA_HEALTH));
static_assert(same(WorkArea::employment, v1::WORK_AREA_EMPLOYMENT));
static_assert(same(WorkArea::ngo, v1::WORK_AREA_NGO));
static_assert(same(WorkArea::other, v1::WORK_AREA_OTHER));

static_assert(same(SessionState::planned, v1::SESSION_STATE_PLANNED));
static_assert(same(SessionState::lobby, v1::SESSION_STATE_LOBBY));
static_assert(same(SessionState::running, v1::SESSION_STATE_RUNNING));
static_assert(same(SessionState::ended, v1::SESSION_STATE_ENDED));

static_assert(same(RejectionCode::malformed, v1::REJECTION_CODE_MALFORMED));
static_assert(same(RejectionCode::unknown_command, v1::REJECTION_CODE_UNKNOWN_COMMAND));
static_assert(same(RejectionCode::not_allowed, v1::REJECTION_CODE_NOT_ALLOWED));
static_assert(same(RejectionCode::not_now, v1::REJECTION_CODE_NOT_NOW));
static_assert(same(RejectionCode::stale_revision, v1::REJECTION_CODE_STALE_REVISION));
static_assert(same(RejectionCode::not_found, v1::REJECTION_CODE_NOT_FOUND));
static_assert(same(RejectionCode::text_empty, v1::REJECTION_CODE_TEXT_EMPTY));
static_assert(same(RejectionCode::text_too_long, v1::REJECTION_CODE_TEXT_TOO_LONG));
static_assert(same(RejectionCode::text_not_utf8, v1::REJECTION_CODE_TEXT_NOT_UTF8));
static_assert(same(RejectionCode::limit_reached, v1::REJECTION_CODE_LIMIT_REACHED));
static_assert(same(RejectionCode::date_invalid, v1::REJECTION_CODE_DATE_INVALID));
static_assert(same(RejectionCode::date_in_past, v1::REJECTION_CODE_DATE_IN_PAST));
static_assert(same(RejectionCode::length_out_of_range, v1::REJECTION_CODE_LENGTH_OUT_OF_RANGE));
static_assert(same(RejectionCode::agenda_invalid, v1::REJECTION_CODE_AGENDA_INVALID));
static_assert(same(RejectionCode::name_taken, v1::REJECTION_CODE_NAME_TAKEN));
static_assert(same(RejectionCode::too_fast, v1::REJECTION_CODE_TOO_FAST));
static_assert(same(RejectionCode::not_saved, v1::REJECTION_CODE_NOT_SAVED));
static_assert(same(RejectionCode::id_invalid, v1::REJECTION_CODE_ID_INVALID));
static_assert(same(RejectionCode::email_invalid, v1::REJECTION_CODE_EMAIL_INVALID));
static_assert(same(RejectionCode::personal_number, v1::REJECTION_CODE_PERSONAL_NUMBER));
static_assert(same(RejectionCode::turn_too_short, v1::REJECTION_CODE_TURN_TOO_SHORT));
static_assert(same(RejectionCode::already_taken_up, v1::REJECTION_CODE_ALREADY_TAKEN_UP));
static_assert(same(RejectionCode::address_invalid, v1::REJECTION_CODE_ADDRESS_INVALID));
static_assert(same(RejectionCode::code_unknown, v1::REJECTION_CODE_CODE_UNKNOWN));
static_assert(same(RejectionCode::sign_in_needed, v1::REJECTION_CODE_SIGN_IN_NEEDED));
static_assert(same(RejectionCode::not_an_mp4, v1::REJECTION_CODE_NOT_AN_MP4));
static_assert(same(RejectionCode::file_too_large, v1::REJECTION_CODE_FILE_TOO_LARGE));
static_assert(same(RejectionCode::origin_foreign, v1::REJECTION_CODE_ORIGIN_FOREIGN));
static_assert(same(RejectionCode::no_such_page, v1::REJECTION_CODE_NO_SUCH_PAGE));
static_assert(same(RejectionCode::outcome_unknown, v1::REJECTION_CODE_OUTCOME_UNKNOWN));
static_assert(same(RejectionCode::not_a_recording, v1::REJECTION_CODE_NOT_A_RECORDING));
static_assert(same(RejectionCode::not_web_ready, v1::REJECTION_CODE_NOT_WEB_READY));
static_assert(same(RejectionCode::not_webvtt, v1::REJECTION_CODE_NOT_WEBVTT));
static_assert(same(RejectionCode::link_expired, v1::REJECTION_CODE_LINK_EXPIRED));

static_assert(same(EntityKind::group, v1::ENTITY_KIND_GROUP));
static_assert(same(EntityKind::note, v1::ENTITY_KIND_NOTE));
static_assert(same(EntityKind::question, v1::ENTITY_KIND_QUESTION));
static_assert(same(EntityKind::action_point, v1::ENTITY_KIND_ACTION_POINT));
static_assert(same(EntityKind::shared_action_point, v1::ENTITY_KIND_SHARED_ACTION_POINT));
static_assert(same(EntityKind::group_progress, v1::ENTITY_KIND_GROUP_PROGRESS));
static_assert(same(EntityKind::wall_insight, v1::ENTITY_KIND_WALL_INSIGHT));
static_assert(same(EntityKind::group_message, v1::ENTITY_KIND_GROUP_MESSAGE));
static_assert(same(EntityKind::group_talk, v1::ENTITY_KIND_GROUP_TALK));

// `is_known` is protobuf's own list of the numbers in the .proto file; 0 is UNSPECIFIED in every enum.
template <class Enum, class WireEnum>
std::optional<Enum> if_known(WireEnum value, bool (*is_known)(int)) {
  if (static_cast<int>(value) == 0 || !is_known(value)) return std::nullopt;
  return static_cast<Enum>(value);
}

}  // namespace

v1::Language to_wire(Language value) { return static_cast<v1::Language>(value); }
v1::Role to_wire(Role value) { return static_cast<v1::Role>(value); }
v1::PhaseKind to_wire(PhaseKind value) { return static_cast<v1::PhaseKind>(value); }
v1::StepKind to_wire(StepKind value) { return static_cast<v1::StepKind>(value); }
v1::MediaKind to_wire(MediaKind value) { return static_cast<v1::MediaKind>(value); }
v1::NoteKind to_wire(NoteKind value) { return static_cast<v1::NoteKind>(value); }
v1::QuestionState to_wire(QuestionState value) { return static_cast<v1::QuestionState>(value); }
v1::SeatState to_wire(SeatState value) { return static_cast<v1::SeatState>(value); }
v1::WorkArea to_wire(WorkArea value) { return static_cast<v1::WorkArea>(value); }
v1::SessionState to_wire(SessionState value) { return static_cast<v1::SessionState>(value); }
v1::RejectionCode to_wire(RejectionCode value) { return static_cast<v1::RejectionCode>(value); }
v1::EntityKind to_wire(change::EntityKind value) { return static_cast<v1::EntityKind>(value); }

std::optional<Language> from_wire(v1::Language value) { return if_known<Language>(value, v1::Language_IsValid); }
std::optional<Role> from_wire(v1::Role value) { return if_known<Role>(value, v1::Role_IsValid); }
std::optional<PhaseKind> from_wire(v1::PhaseKind value) { return if_known<PhaseKind>(value, v1::PhaseKind_IsValid); }
std::optional<StepKind> from_wire(v1::StepKind value) { return if_known<StepKind>(value, v1::StepKind_IsValid); }
std::optional<MediaKind> from_wire(v1::MediaKind value) { return if_known<MediaKind>(value, v1::MediaKind_IsValid); }
std::optional<NoteKind> from_wire(v1::NoteKind value) { return if_known<NoteKind>(value, v1::NoteKind_IsValid); }
std::optional<SeatState> from_wire(v1::SeatState value) { return if_known<SeatState>(value, v1::SeatState_IsValid); }
std::optional<QuestionState> from_wire(v1::QuestionState value) {
  return if_known<QuestionState>(value, v1::QuestionState_IsValid);
}
std::optional<WorkArea> from_wire(v1::WorkArea value) { return if_known<WorkArea>(value, v1::WorkArea_IsValid); }
std::optional<SessionState> from_wire(v1::SessionState value) {
  return if_known<SessionState>(value, v1::SessionState_IsValid);
}
std::optional<RejectionCode> from_wire(v1::RejectionCode value) {
  return if_known<RejectionCode>(value, v1::RejectionCode_IsValid);
}
std::optional<change::EntityKind> from_wire(v1::EntityKind value) {
  return if_known<change::EntityKind>(value, v1::EntityKind_IsValid);
}

}  // namespace samtale::wire
