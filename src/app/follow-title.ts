import { modelTitle } from '../config/backbones';
import { DEMOS } from '../config/demos';
import type { AppState, AppStore } from './store/store';
import { VIEW_INFO } from './views/view-info';

/** Longer names of files are cut: a tab shows some twenty letters, a list of bookmarks some fifty. */
const MOST_OF_NAME = 40;

/** The document's title says what is shown, for bookmarks and history. @param name of the page itself, which stands last */
export function followTitle(store: AppStore, name = document.title): void {
  const write = () => {
    document.title = titleOf(store.getState(), name);
  };
  write();
  store.subscribe((now, before) => {
    if (now.config !== before.config || now.view !== before.view || now.tour !== before.tour) write();
  });
}

/** `Results · Conflicting domains, DCN + HAMUR · HAMUR Playground`; the view that is open on arrival needs no name. */
export function titleOf({ config, view, tour }: Pick<AppState, 'config' | 'view' | 'tour'>, name: string): string {
  const { source } = config.data;
  const data =
    'demo' in source
      ? (DEMOS.find((demo) => demo.name === source.demo)?.title ?? source.demo)
      : 'url' in source
        ? source.url
        : 'file' in source
          ? source.file
          : (source.files[0]?.name ?? '');
  const cut = data.length > MOST_OF_NAME ? `${data.slice(0, MOST_OF_NAME - 1)}…` : data;
  const looked = tour !== undefined ? [`Tour, page ${tour}`] : view === 'walk' ? [] : [VIEW_INFO[view].title];
  return [...looked, `${cut}, ${modelTitle(config.model)}`, name].join(' · ');
}
