/** Which page of a table is shown, and the way to those beside it; nothing where there is one only. */
export function Pager({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  if (pages === 1) return null;
  return (
    <nav className="row" aria-label="Pages of runs">
      <button type="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Back
      </button>
      <span className="soft" role="status">
        Page {page + 1} of {pages}
      </span>
      <button type="button" disabled={page === pages - 1} onClick={() => onPage(page + 1)}>
        Next
      </button>
    </nav>
  );
}
