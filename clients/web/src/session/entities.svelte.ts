// What the server told us: one value per single entity, one map per kind with ids (P-20). No rules here, only
// put-in-place and remove, so applying a change twice is harmless.
import { SvelteMap } from "svelte/reactivity";
import {
  EntityKind,
  type ActionPoint,
  type Broadcast,
  type Change,
  type Group,
  type GroupMessage,
  type GroupPresence,
  type GroupProgress,
  type GroupTalk,
  type Note,
  type Plan,
  type Playback,
  type Question,
  type Session as SessionEntity,
  type SharedActionPoint,
  type Stage,
  type Timer,
  type WallInsight,
} from "../protocol";

export class Entities {
  plan = $state.raw<Plan>();
  session = $state.raw<SessionEntity>();
  timer = $state.raw<Timer>();
  playback = $state.raw<Playback>();
  stage = $state.raw<Stage>();
  broadcast = $state.raw<Broadcast>();
  saving = $state(true); // false: the server has told staff that nothing can be saved
  readonly groups = new SvelteMap<string, Group>();
  readonly notes = new SvelteMap<string, Note>();
  readonly questions = new SvelteMap<string, Question>();
  readonly actionPoints = new SvelteMap<string, ActionPoint>();
  readonly sharedActionPoints = new SvelteMap<string, SharedActionPoint>();
  readonly progress = new SvelteMap<string, GroupProgress>();
  readonly presence = new SvelteMap<string, GroupPresence>();
  readonly talks = new SvelteMap<string, GroupTalk>();
  readonly wall = new SvelteMap<string, WallInsight>();
  readonly messages = new SvelteMap<string, GroupMessage>();

  clear(): void {
    this.plan = this.session = this.timer = this.playback = this.stage = this.broadcast = undefined;
    this.groups.clear();
    this.notes.clear();
    this.questions.clear();
    this.actionPoints.clear();
    this.sharedActionPoints.clear();
    this.progress.clear();
    this.presence.clear();
    this.talks.clear();
    this.wall.clear();
    this.messages.clear();
  }

  apply({ entity }: Change): void {
    switch (entity.case) {
      case "plan":
        this.plan = entity.value;
        break;
      case "session":
        this.session = entity.value;
        break;
      case "timer":
        this.timer = entity.value;
        break;
      case "playback":
        this.playback = entity.value;
        break;
      case "stage":
        this.stage = entity.value;
        break;
      case "broadcast":
        this.broadcast = entity.value;
        break;
      case "group":
        this.groups.set(entity.value.groupId, entity.value);
        break;
      case "note":
        this.notes.set(entity.value.noteId, entity.value);
        break;
      case "question":
        this.questions.set(entity.value.questionId, entity.value);
        break;
      case "actionPoint":
        this.actionPoints.set(entity.value.actionPointId, entity.value);
        break;
      case "sharedActionPoint":
        this.sharedActionPoints.set(entity.value.actionPointId, entity.value);
        break;
      case "groupProgress":
        this.progress.set(entity.value.groupId, entity.value);
        break;
      case "groupPresence":
        this.presence.set(entity.value.groupId, entity.value);
        break;
      case "groupTalk":
        this.talks.set(entity.value.groupId, entity.value);
        break;
      case "wallInsight":
        this.wall.set(entity.value.noteId, entity.value);
        break;
      case "groupMessage":
        this.messages.set(entity.value.messageId, entity.value);
        break;
      case "storage":
        this.saving = entity.value.saving;
        break;
      case "removed":
        this.remove(entity.value.kind, entity.value.id);
        break;
    }
  }

  private remove(kind: EntityKind, id: string): void {
    switch (kind) {
      case EntityKind.GROUP:
        this.groups.delete(id);
        break;
      case EntityKind.NOTE:
        this.notes.delete(id);
        break;
      case EntityKind.QUESTION:
        this.questions.delete(id);
        break;
      case EntityKind.ACTION_POINT:
        this.actionPoints.delete(id);
        break;
      case EntityKind.SHARED_ACTION_POINT:
        this.sharedActionPoints.delete(id);
        break;
      case EntityKind.GROUP_PROGRESS:
        this.progress.delete(id);
        this.presence.delete(id);
        this.talks.delete(id);
        break;
      case EntityKind.GROUP_TALK:
        this.talks.delete(id);
        break;
      case EntityKind.WALL_INSIGHT:
        this.wall.delete(id);
        break;
      case EntityKind.GROUP_MESSAGE:
        this.messages.delete(id);
        break;
    }
  }
}
