import { KILL_LINES, type KillProof } from './pieces';

/** Lines of the table of what is never to go wrong: what is tried, what is wanted, the outcome, seconds, date, commit. */
export function killRows(proofOf: (key: string) => KillProof | undefined): string[][] {
  return KILL_LINES.map(({ kills, what, wanted, pieces }) => {
    const proofs = pieces.flatMap(({ key }) => proofOf(key) ?? []);
    return [what, wanted, ...(proofs.length > 0 ? outcomeOf(proofs, kills) : ['not on record', '', '', ''])];
  });
}

function outcomeOf(proofs: readonly KillProof[], wanted: number): string[] {
  const ofKind: Record<string, number> = {};
  for (const { kills } of proofs) for (const [kind, count] of Object.entries(kills)) ofKind[kind] = (ofKind[kind] ?? 0) + count;
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const done = sum(Object.values(ofKind));
  const lost = proofs.flatMap(({ lostSeconds }) => lostSeconds ?? []);
  const outcome = [
    `${done < wanted ? `so far ${done}: ` : ''}it does, in ${sum(proofs.map(({ runs }) => runs))} runs`,
    Object.entries(ofKind)
      .toSorted()
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
    ...(lost.length > 0 ? [`at most ${Math.max(...lost).toFixed(1)} s of training were done again`] : []),
  ].join('; ');
  const commits = [...new Set(proofs.map(({ commit }) => commit))];
  return [
    outcome,
    `${sum(proofs.map(({ seconds }) => seconds))} s`,
    proofs
      .map(({ date }) => date)
      .toSorted()
      .at(-1) as string,
    commits.join(', '),
  ];
}
