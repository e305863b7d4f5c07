import { Component, type ReactNode } from 'react';
import { errorText } from '../../lib/error-text';

/** A view that fails says so in its place, and the page goes on. It tries again when `of` changes. */
export class ViewBoundary extends Component<{ of: string; children: ReactNode }, { failed: { of: string; message: string } | undefined }> {
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
    if (!failed) return this.props.children;
    return (
      <p className="error" role="alert">
        This view failed ({failed.message}). The run and the other views go on. Try another moment or another run.
      </p>
    );
  }
}
