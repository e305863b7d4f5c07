import { useMemo } from 'react';
import { saveText } from '../figure/save';
import { codeOf, codeSvg } from './code';
import styles from './share.module.css';

/** A code that a phone reads off a screen or a slide. @param text that it says */
export function QrCode({ text }: { text: string }) {
  const code = useMemo(() => codeOf(text), [text]);
  return (
    <>
      <svg className={styles.code} role="img" aria-label="QR code of the link" viewBox={`0 0 ${code.size} ${code.size}`} shapeRendering="crispEdges">
        <path d={code.path} />
      </svg>
      <div className="row">
        <button type="button" onClick={() => saveText(codeSvg(code), 'link.svg')}>
          Save as SVG
        </button>
      </div>
    </>
  );
}
