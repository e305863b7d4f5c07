import type { Look } from '../../protocol/insight';
import type { ViewName } from '../store/views';
import { relativeSentence } from './relatives';

/** What there is in the place of weights that a hyper-network makes of the row, and what a view therefore does not show. */
export function RelativeNote({ look, view }: { look: Pick<Look, 'adapterKind'>; view: ViewName }) {
  return <p className="note">{relativeSentence(look, view)}</p>;
}
