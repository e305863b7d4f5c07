import { type KillProof, RANDOM_KILLS } from './pieces';
import { KILLS } from './random-kills';

const ENGINE_NAMES = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' } as const;

/** Lines of the table of what is never to go wrong: what is tried, what is wanted, the outcome, seconds, date, commit. */
export function killRows(proofOf: (key: string) => KillProof | undefined): string[][] {
  return RANDOM_KILLS.map(({ engine, kills, pieces }) => {
    const proofs = pieces.flatMap(({ key }) => proofOf(key) ?? []);
    const done = proofs.reduce((sum, { kills: each }) => sum + Object.values(each).reduce((a, b) => a + b, 0), 0);
    const ofKind = KILLS.map((kill) => `${kill} ${proofs.reduce((sum, { kills: each }) => sum + (each[kill] ?? 0), 0)}`);
    const what = `${kills} kills of a small run on ${ENGINE_NAMES[engine]} in Chromium, at random moments${done > 0 ? `: ${ofKind.join(', ')}` : ''}`;
    const wanted =
      'the run goes on, by itself or by “Go on”, from the newest whole checkpoint, and ends with the very weights and results of the undisturbed one';
    return [what, wanted, ...outcomeOf(proofs, done, kills)];
  });
}

function outcomeOf(proofs: readonly KillProof[], done: number, wanted: number): string[] {
  if (done === 0) return ['not on record', '', '', ''];
  const lost = Math.max(...proofs.map(({ lostSeconds }) => lostSeconds));
  const outcome = `${done < wanted ? `so far ${done}: ` : ''}it does, in ${proofs.reduce((sum, { runs }) => sum + runs, 0)} runs; at most ${lost.toFixed(1)} s of training were done again`;
  const seconds = proofs.reduce((sum, { seconds: each }) => sum + each, 0);
  const commits = [...new Set(proofs.map(({ commit }) => commit))];
  return [
    outcome,
    `${seconds} s`,
    proofs
      .map(({ date }) => date)
      .toSorted()
      .at(-1) as string,
    commits.join(', '),
  ];
}
