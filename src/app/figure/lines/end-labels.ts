/**
 * Moves labels apart that would overlap: heights in the order of their lines, at least `gap` apart and between `top`
 * and `bottom`, each as near to where it belongs as its neighbours leave it.
 */
export function spread(heights: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = [...heights.keys()].sort((a, b) => (heights[a] as number) - (heights[b] as number));
  // Groups of labels that touch: each stands around the mean of where its members belong, and swallows what it meets.
  let groups = order.map((i) => ({ members: [i], middle: heights[i] as number }));
  for (let touched = true; touched; ) {
    touched = false;
    const merged: typeof groups = [];
    for (const group of groups) {
      const last = merged.at(-1);
      const reach = last ? (gap * (last.members.length + group.members.length)) / 2 : 0;
      if (last && group.middle - last.middle < reach) {
        const count = last.members.length + group.members.length;
        last.middle = (last.middle * last.members.length + group.middle * group.members.length) / count;
        last.members.push(...group.members);
        touched = true;
      } else merged.push({ members: [...group.members], middle: group.middle });
    }
    for (const group of merged) {
      const half = (gap * (group.members.length - 1)) / 2;
      group.middle = Math.max(top + half, Math.min(bottom - half, group.middle));
    }
    groups = merged;
  }
  const moved: number[] = [];
  for (const { members, middle } of groups) {
    for (const [k, i] of members.entries()) moved[i] = middle + gap * (k - (members.length - 1) / 2);
  }
  return moved;
}
