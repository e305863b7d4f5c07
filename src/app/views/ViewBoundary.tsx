import { Component, type ReactNode } from 'react';
import { errorText } from '../../lib/error-text';

interface Props {
  of: string;
  /** What it is, as the sentence begins. */
  what?: string;
  /** What goes on, and what to do. */
  advice?: string;
  children: ReactNode;
}

/** A view that fails says so in its place, and the page goes on. It tries again when `of` changes. */
export class ViewBoundary extends Component<Props, { failed: { of: string; message: string } | undefined }> {
  override state: { failed: { of: string; message: string } | undefined } = { failed: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { failed: { of: '', message: errorText(error) } };
  }

  static getDerivedStateFromProps({ of }: { of: string }, { failed }: { failed: { of: string; message: string } | undefined }) {
    // An error comes without knowing what it was about.
    if (failed && failed.of === '') return { failed: { ...failed, of } };
    return failed && failed.of !== of ? { failed: undefined } : null;
  }

  override render(): ReactNode {
    const { failed } = this.state;
    const { children, what = 'This view', advice = 'The run and the other views go on. Try another moment or another run.' } = this.props;
    if (!failed) return children;
    return (
      <p className="error" role="alert">
        {what} failed ({failed.message}). {advice}
      </p>
    );
  }
}
