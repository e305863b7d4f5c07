import { RECORD_VERSION, type RunRecord } from '../runs/record';
import { lockOfRun } from '../storage/run-lock';

/** One tab asks another how the run stands that it trains. The channel has the name of the run's lock. */
const ASK = 'how does it stand?';

/** Who trains answers between two steps. */
const MS_TO_ANSWER = 2000;

/** Answers other tabs. @param record as it stands when it is called @returns what ends it */
export function answerOthers(id: string, record: () => RunRecord): () => void {
  if (!('BroadcastChannel' in globalThis)) return () => {};
  const channel = new BroadcastChannel(lockOfRun(id));
  channel.onmessage = ({ data }) => {
    if (data === ASK) channel.postMessage({ record: record() });
  };
  return () => channel.close();
}

/** @returns how a run stands that another tab trains; undefined where that does not answer in time, or is of another version of the page */
export function askOther(id: string, most = MS_TO_ANSWER): Promise<RunRecord | undefined> {
  const channel = new BroadcastChannel(lockOfRun(id));
  return new Promise((resolve) => {
    const end = (record?: RunRecord) => {
      clearTimeout(late);
      channel.close();
      resolve(record);
    };
    const late = setTimeout(end, most);
    channel.onmessage = ({ data }: MessageEvent<{ record?: RunRecord }>) => {
      if (data.record?.version === RECORD_VERSION && data.record.id === id) end(data.record);
    };
    channel.postMessage(ASK);
  });
}
