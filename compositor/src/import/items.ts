import type { Group } from "../contract";

/** A group and all groups below it, at all moments. */
export function groupsOf(group: Group): Group[] {
  const contents = group.items.flatMap((item) => [item.content, ...item.moments.map((moment) => moment.content)]);
  return [group, ...contents.flatMap((content) => (content?.type === "group" ? groupsOf(content) : []))];
}
