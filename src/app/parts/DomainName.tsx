import { Swatch } from './Swatch';

/** A domain's name beside its colour. */
export function DomainName({ domain, names }: { domain: number; names: readonly string[] }) {
  return (
    <>
      <Swatch domain={domain} />
      <bdi className="name" title={names[domain]}>
        {names[domain]}
      </bdi>
    </>
  );
}
