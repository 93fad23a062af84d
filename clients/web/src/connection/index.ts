// The way to the server: one live socket that comes back by itself, its clock, and the few HTTP requests.
export * as api from "./api";
export { Refused, Unreachable, type Door, type GroupFile } from "./api";
export { MediaLinks, type MediaFile } from "./media_links";
export { FileGone, TalkUpload, forgetUpload, type UploadNews, type UploadStage } from "./talk_upload";
export { keptUpload, signOf, type KeptUpload } from "./kept_upload";
export { ServerClock } from "./clock";
export { Connection, liveUrl, type ConnectionOptions, type ConnectionState } from "./connection";
export { afterClose, type RefusedReason } from "./close_codes";
export { backoffMs } from "./backoff";
