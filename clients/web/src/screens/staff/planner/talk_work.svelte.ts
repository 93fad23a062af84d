// One talk's recording while an organiser is at it: on its way to the server, being prepared there, and what is attached. Lives as
// long as the talk's line in the planner, so that folding the line does not stop anything.
import { Refused, TalkUpload, api, forgetUpload, keptUpload, signOf, type KeptUpload, type UploadNews } from "../../../connection";
import { PreparationState, RejectionCode, type TalkPreparation } from "../../../protocol";
import { fileTrouble } from "./recording_files";

const kLookEveryMs = 1_500;
const kLookAgainMs = 6_000;

export interface Whose {
  token: string;
  seminarId: string;
  talk: 1 | 2;
}

export class TalkWork {
  /** Set while a file is on its way. */
  news = $state.raw<UploadNews>();
  fileName = $state("");
  /** The file goes on where an earlier page left it. */
  goesOn = $state(false);
  /** Why the last file was refused; a `Refused` or no network. */
  trouble = $state.raw<unknown>();
  preparation = $state.raw<TalkPreparation>();
  /** Begun on an earlier page, and waiting for its file to be chosen again. */
  kept = $state.raw<KeptUpload>();
  private upload: TalkUpload | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private gone = false;

  constructor(readonly whose: Whose) {
    this.kept = keptUpload(whose.seminarId, whose.talk);
  }

  readonly canConvert = $derived.by(() => this.preparation?.canConvert ?? false);
  readonly underWay = $derived.by(() => isUnderWay(this.preparation?.state));
  /** Why what was sent cannot be used. */
  readonly failure = $derived.by(() =>
    this.preparation?.state === PreparationState.FAILED ? this.preparation.failure : RejectionCode.UNSPECIFIED,
  );

  async send(file: File): Promise<void> {
    this.trouble = undefined;
    const wrong = fileTrouble(file, this.preparation?.canConvert ?? true);
    if (wrong !== undefined) return void (this.trouble = new Refused(wrong, "", 0));
    this.goesOn = this.kept?.file === signOf(file);
    this.fileName = file.name;
    this.kept = undefined;
    this.preparation = undefined;
    clearTimeout(this.timer);
    const upload = new TalkUpload({ ...this.whose, file, onNews: (news) => (this.news = news) });
    this.upload = upload;
    let whole = false;
    try {
      whole = await upload.done;
    } catch (error) {
      this.trouble = error;
    }
    if (this.upload === upload) {
      this.upload = undefined;
      this.news = undefined;
      this.goesOn = false;
      this.kept = keptUpload(this.whose.seminarId, this.whose.talk);
    }
    if (whole || this.trouble) void this.look();
  }

  pause(): void {
    this.upload?.pause();
  }

  goOn(): void {
    this.upload?.goOn();
  }

  cancel(): void {
    this.upload?.cancel();
    void this.look();
  }

  dropKept(): void {
    const { token, seminarId, talk } = this.whose;
    void forgetUpload(token, seminarId, talk);
    this.kept = undefined;
  }

  /** Asks the server how far it is, and again as long as something is under way. */
  async look(): Promise<void> {
    clearTimeout(this.timer);
    if (this.gone || this.upload) return;
    const { token, seminarId, talk } = this.whose;
    let again = kLookAgainMs;
    try {
      const found = await api.talkPreparation(token, seminarId, talk);
      if (this.upload) return;
      this.preparation = found;
      again = isUnderWay(found.state) ? kLookEveryMs : 0;
    } catch (error) {
      if (error instanceof Refused) again = 0;
    }
    if (again && !this.gone) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.look(), again);
    }
  }

  /** The page goes. What has been sent can go on later. */
  leave(): void {
    this.gone = true;
    clearTimeout(this.timer);
    this.upload?.leave();
  }
}

const isUnderWay = (state: PreparationState | undefined): boolean =>
  state === PreparationState.WAITING || state === PreparationState.CHECKING || state === PreparationState.CONVERTING;
