#pragma once
// What may be asked of a seminar. One struct per command of proto/samtale/v1/command.proto, where they are explained,
// and five that only the room itself gives.
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/agenda.h"
#include "domain/group.h"
#include "domain/ids.h"
#include "domain/seminar.h"

namespace samtale {

namespace command {

struct EditPlan { PlanText plan; };
struct EditAgenda { Agenda agenda; };
struct NewGroup { GroupId id; ExpectedGroup about; };
struct AddGroups { std::vector<NewGroup> groups; };
struct EditGroup { GroupId group; ExpectedGroup about; };
struct RemoveGroup { GroupId group; };

struct OpenLobby {};
struct GoToNextPhase { std::uint32_t phase_revision = 0; };
struct GoToPreviousPhase { std::uint32_t phase_revision = 0; };
struct PauseTimer { std::uint32_t timer_revision = 0; };
struct ResumeTimer { std::uint32_t timer_revision = 0; };
struct AdjustTimer { std::uint32_t phase_revision = 0; Millis delta_ms = 0; };
struct EndSeminar { std::uint32_t phase_revision = 0; };
struct ShowBroadcast { std::string text; };
struct ClearBroadcast {};
struct AnswerHelp { GroupId group; };
struct PutQuestionOnStage { QuestionId question; };
struct PutGroupOnStage { GroupId group; };
struct ClearStage {};
struct MarkQuestion { QuestionId question; QuestionState state{}; };
struct MergeQuestion { QuestionId question; QuestionId into; };  // `into` empty: apart again
struct RewordQuestion { QuestionId question; std::string text; };
struct GiveExtraTime { GroupId group; std::uint32_t phase_revision = 0; Millis extra_ms = 0; };
struct SeekTalk { std::uint32_t phase_revision = 0; std::uint32_t playback_revision = 0; Millis position_ms = 0; };
struct ShowInsight { GroupId group; NoteId note; bool shown = false; };

struct SetReady { std::uint32_t phase_revision = 0; bool ready = false; };
struct CallHelp {};
struct CancelHelp {};
struct AddPerson { std::string name; };
struct RenamePerson { PersonId person; std::string name; };
struct RemovePerson { PersonId person; };
struct ClaimPerson { PersonId person; };  // empty: nobody
struct GoToStep { std::uint32_t phase_revision = 0; std::uint32_t from_step = 0; std::uint32_t to_step = 0; };
struct EndExtraTime {};
struct OrderRoster { std::vector<PersonId> people; };
struct StartRound { std::uint32_t phase_revision = 0; std::uint32_t step = 0; };
struct GiveTurn { PersonId person; };
struct EndTurn { std::uint32_t turn_revision = 0; SeatState outcome{}; };
struct LengthenTurn { std::uint32_t turn_revision = 0; };
struct UndoTurn { std::uint32_t turn_revision = 0; };
struct AddNote { NoteKind kind{}; std::string text; };
struct EditNote { NoteId note; std::string text; };
struct RemoveNote { NoteId note; };
struct AskQuestion { std::string text; };
struct BackQuestion { QuestionId question; bool backed = false; };
struct WithdrawQuestion { QuestionId question; };
struct AddActionPoint { ActionPointText text; };
struct EditActionPoint { ActionPointId action_point; std::uint32_t revision = 0; ActionPointText text; };
struct RemoveActionPoint { ActionPointId action_point; };
struct TakeUpActionPoint { ActionPointId action_point; };
struct ThankGroup { ActionPointId action_point; bool thanked = false; };
struct AskGroup { ActionPointId action_point; std::string text; };
struct AnswerGroup { MessageId message; std::string text; std::string seen; };
struct HandInNote { NoteId note; NoteKind kind{}; };
struct ShareInsight { NoteId note; bool shared = false; };
struct ShareActionPoint { ActionPointId action_point; bool shared = false; std::string theme; };
struct ConfirmActionPoint { ActionPointId action_point; std::uint32_t revision = 0; bool confirmed = false; };
struct RecordReservation { ActionPointId action_point; std::string text; std::string seen; };

// Only Role::room.
struct ExpireTimer { std::uint32_t timer_revision = 0; };
struct ArriveGroup { GroupId group; };                            // its first host device has joined
struct NameGroup { GroupId id; ExpectedGroup about; };            // a group that nobody expected names itself at the door
// `media` empty: taken away. `replaces`: what stood there when it was asked; another has come since: STALE_REVISION.
// What stands there already may be attached again with other versions, also while it plays; then `replaces` says nothing.
// No versions: the file as it was uploaded, of unknown size.
struct AttachTalk {
  PhaseKind phase{};
  MediaId media;
  Millis media_length_ms = 0;
  MediaId replaces;
  std::vector<MediaVersion> versions;
  bool has_poster = false;
};
// As with AttachTalk.
struct AttachCaptions { PhaseKind phase{}; Language language{}; MediaId media; MediaId replaces; };

using Body = std::variant<EditPlan, EditAgenda, AddGroups, EditGroup, RemoveGroup, OpenLobby, GoToNextPhase, GoToPreviousPhase,
                          PauseTimer, ResumeTimer, AdjustTimer, EndSeminar, ShowBroadcast, ClearBroadcast, AnswerHelp,
                          PutQuestionOnStage, PutGroupOnStage, ClearStage, MarkQuestion, MergeQuestion, RewordQuestion,
                          GiveExtraTime, SeekTalk, ShowInsight, SetReady, CallHelp, CancelHelp, AddPerson,
                          RenamePerson, RemovePerson, ClaimPerson, GoToStep, EndExtraTime, OrderRoster, StartRound, GiveTurn, EndTurn, LengthenTurn, UndoTurn, AddNote, EditNote, RemoveNote, AskQuestion, BackQuestion,
                          WithdrawQuestion, AddActionPoint, EditActionPoint, RemoveActionPoint, ShareActionPoint,
                          ConfirmActionPoint, RecordReservation, HandInNote, ShareInsight, TakeUpActionPoint,
                          ThankGroup, AskGroup, AnswerGroup, ExpireTimer,
                          ArriveGroup, NameGroup, AttachTalk, AttachCaptions>;

}  // namespace command

struct Command {
  CommandId id;
  command::Body body;
};

inline constexpr std::size_t kCommandKinds = std::variant_size_v<command::Body>;

}  // namespace samtale
