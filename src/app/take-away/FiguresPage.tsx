import { useEffect, useState } from 'react';
import { base64 } from '../../lib/base64';
import { decodeRun } from '../../runs/decode';
import { asKept, type RunRecord } from '../../runs/record';
import type { DrawnFigure } from '../figure/told';
import { later } from '../parts/later';
import { usePlayground } from '../store/use-app';

// As the sheet loads them: the page's first file lists what each part needs.
const AllFigures = later('Drawing the figures', async () => (await import('./AllFigures')).AllFigures);

/** A run whose figures somebody waits for. */
interface Asked {
  run: RunRecord;
  drawn: (figures: DrawnFigure[]) => void;
  failed: (error: Error) => void;
}

/** A page of its own that draws the figures of a run for whoever calls `figuresPage`: the command line, which can draw none. */
export function FiguresPage() {
  const { store } = usePlayground();
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    window.figuresPage = {
      async figures(text) {
        const [{ figuresZip }] = await Promise.all([import('./figures-zip'), import('./AllFigures')]);
        // Pictures are laid out by the size of their words.
        await Promise.all([...document.fonts].map((face) => face.load()));
        const run = asKept(decodeRun(text), 0);
        // As if the page were about it.
        store.setState({ run, config: run.config });
        try {
          // They are painted while they stand on the page.
          return base64(await figuresZip(await new Promise<DrawnFigure[]>((drawn, failed) => setAsked({ run, drawn, failed })), () => {}));
        } finally {
          setAsked(undefined);
        }
      },
    };
    return () => {
      delete window.figuresPage;
    };
  }, [store]);
  return (
    <main>
      <p>
        “npm run export” draws its figures here. <a href="./">To the playground</a>
      </p>
      {asked && <AllFigures run={asked.run} onDrawn={asked.drawn} onFailed={asked.failed} />}
    </main>
  );
}
