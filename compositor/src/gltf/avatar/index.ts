/** Avatars from VRM 1.0 files. Loaded by the page when a comp shows the first one. */
export { type Avatar, loadAvatar } from "./avatar";
