#include "domain/access.h"

#include <array>
#include <cstdint>
#include <tuple>

namespace samtale {
namespace {

using Roles = std::uint32_t;

constexpr Roles only(Role role) { return Roles{1} << static_cast<unsigned>(role); }

constexpr Roles kPlanners = only(Role::organiser);
constexpr Roles kLeaders = only(Role::organiser) | only(Role::facilitator);
constexpr Roles kHost = only(Role::host);
constexpr Roles kPhones = only(Role::phone);
constexpr Roles kHostAndPhones = only(Role::host) | only(Role::phone);
constexpr Roles kRoom = only(Role::room);

template <class Command>
struct Row {
  std::string_view name;
  Roles roles;
};

// One row per command; a command without a row, or with two, does not compile. Speakers and screens may only look.
constexpr std::tuple kTable{
    // Planning.
    Row<command::EditPlan>{"EditPlan", kPlanners},
    Row<command::EditAgenda>{"EditAgenda", kPlanners},
    Row<command::AddGroups>{"AddGroups", kPlanners},
    Row<command::EditGroup>{"EditGroup", kPlanners},
    Row<command::RemoveGroup>{"RemoveGroup", kPlanners},
    // Leading.
    Row<command::OpenLobby>{"OpenLobby", kLeaders},
    Row<command::GoToNextPhase>{"GoToNextPhase", kLeaders},
    Row<command::GoToPreviousPhase>{"GoToPreviousPhase", kLeaders},
    Row<command::PauseTimer>{"PauseTimer", kLeaders},
    Row<command::ResumeTimer>{"ResumeTimer", kLeaders},
    Row<command::AdjustTimer>{"AdjustTimer", kLeaders},
    Row<command::EndSeminar>{"EndSeminar", kLeaders},
    Row<command::ShowBroadcast>{"ShowBroadcast", kLeaders},
    Row<command::ClearBroadcast>{"ClearBroadcast", kLeaders},
    Row<command::AnswerHelp>{"AnswerHelp", kLeaders},
    Row<command::PutQuestionOnStage>{"PutQuestionOnStage", kLeaders},
    Row<command::PutGroupOnStage>{"PutGroupOnStage", kLeaders},
    Row<command::ClearStage>{"ClearStage", kLeaders},
    Row<command::MarkQuestion>{"MarkQuestion", kLeaders},
    Row<command::MergeQuestion>{"MergeQuestion", kLeaders},
    Row<command::RewordQuestion>{"RewordQuestion", kLeaders},
    Row<command::GiveExtraTime>{"GiveExtraTime", kLeaders},
    Row<command::ShowInsight>{"ShowInsight", kLeaders},
    Row<command::SeekTalk>{"SeekTalk", kLeaders},
    // The group, about itself. Which notes and which person a phone may touch is decided with them.
    Row<command::SetReady>{"SetReady", kHost},
    Row<command::CallHelp>{"CallHelp", kHost},
    Row<command::CancelHelp>{"CancelHelp", kHost},
    Row<command::AddPerson>{"AddPerson", kHostAndPhones},
    Row<command::RenamePerson>{"RenamePerson", kHostAndPhones},
    Row<command::RemovePerson>{"RemovePerson", kHostAndPhones},
    Row<command::ClaimPerson>{"ClaimPerson", kPhones},
    Row<command::GoToStep>{"GoToStep", kHost},
    Row<command::EndExtraTime>{"EndExtraTime", kHost},
    Row<command::OrderRoster>{"OrderRoster", kHost},
    Row<command::StartRound>{"StartRound", kHost},
    Row<command::GiveTurn>{"GiveTurn", kHost},
    Row<command::EndTurn>{"EndTurn", kHostAndPhones},
    Row<command::LengthenTurn>{"LengthenTurn", kHostAndPhones},
    Row<command::UndoTurn>{"UndoTurn", kHost},
    Row<command::AddNote>{"AddNote", kHostAndPhones},
    Row<command::EditNote>{"EditNote", kHostAndPhones},
    Row<command::RemoveNote>{"RemoveNote", kHostAndPhones},
    Row<command::AskQuestion>{"AskQuestion", kHostAndPhones},
    Row<command::BackQuestion>{"BackQuestion", kHostAndPhones},
    Row<command::WithdrawQuestion>{"WithdrawQuestion", kHost},
    Row<command::AddActionPoint>{"AddActionPoint", kHost},
    Row<command::EditActionPoint>{"EditActionPoint", kHost},
    Row<command::RemoveActionPoint>{"RemoveActionPoint", kHost},
    Row<command::ShareActionPoint>{"ShareActionPoint", kHost},
    Row<command::ConfirmActionPoint>{"ConfirmActionPoint", kHost},
    Row<command::RecordReservation>{"RecordReservation", kHostAndPhones},
    Row<command::TakeUpActionPoint>{"TakeUpActionPoint", kHostAndPhones},
    Row<command::ThankGroup>{"ThankGroup", kHostAndPhones},
    Row<command::AskGroup>{"AskGroup", kHostAndPhones},
    Row<command::AnswerGroup>{"AnswerGroup", kHostAndPhones},
    Row<command::HandInNote>{"HandInNote", kHostAndPhones},
    Row<command::ShareInsight>{"ShareInsight", kHost},
    // The room itself.
    Row<command::ExpireTimer>{"ExpireTimer", kRoom},
    Row<command::ArriveGroup>{"ArriveGroup", kRoom},
    Row<command::NameGroup>{"NameGroup", kRoom},
    Row<command::AttachTalk>{"AttachTalk", kRoom},
    Row<command::AttachCaptions>{"AttachCaptions", kRoom},
};

struct IndexedRow {
  std::string_view name;
  Roles roles = 0;
};

template <std::size_t... Indices>
constexpr std::array<IndexedRow, kCommandKinds> in_order_of_the_variant(std::index_sequence<Indices...>) {
  return {IndexedRow{std::get<Row<std::variant_alternative_t<Indices, command::Body>>>(kTable).name,
                     std::get<Row<std::variant_alternative_t<Indices, command::Body>>>(kTable).roles}...};
}

constexpr auto kRows = in_order_of_the_variant(std::make_index_sequence<kCommandKinds>{});

}  // namespace

bool may_by_index(Role role, std::size_t index) {
  return index < kRows.size() && (kRows[index].roles & only(role)) != 0;
}

bool may(Role role, const command::Body& body) { return may_by_index(role, body.index()); }

std::string_view command_name(std::size_t index) {
  return index < kRows.size() ? kRows[index].name : std::string_view{};
}

}  // namespace samtale
