import type { Answer } from '../../parts/use-worker-answer';

/** What went wrong with a question to the worker, where something did. */
export const AnswerError = ({ of: answer }: { of: Answer<unknown> | undefined }) =>
  answer?.state === 'error' ? (
    <p className="error" role="alert">
      {answer.message}
    </p>
  ) : null;
