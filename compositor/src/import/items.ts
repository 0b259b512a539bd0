import type { Group, Item } from "../contract";

/** All items below a group that are no groups themselves. */
export function itemsOf(group: Group): Item[] {
  return group.items.flatMap((item) => (item.content.type === "group" ? itemsOf(item.content) : [item]));
}

/** A group and all groups below it. */
export function groupsOf(group: Group): Group[] {
  return [group, ...group.items.flatMap(({ content }) => (content.type === "group" ? groupsOf(content) : []))];
}
