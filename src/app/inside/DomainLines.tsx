import type { Ref } from 'react';
import type { Look } from '../../protocol/insight';
import { Lines } from '../figure/lines/Lines';
import type { LineSeries } from '../figure/lines/series';
import { domainColour, domainDash } from '../theme/colours';

/** One line for each domain, in its colour. @param values of a domain, in the order of the points */
export function linesOf(domains: readonly string[], values: (domain: number) => (number | null)[]): LineSeries[] {
  return domains.map((name, d) => ({ name, colour: domainColour(d), dash: domainDash(d), values: values(d) }));
}

/** What a look says of each domain, over training; `more` are other lines over the same looks. */
export function DomainLines({
  name,
  yName,
  range,
  domains,
  looks,
  of,
  more = [],
  marker,
  frameRef,
}: {
  name: string;
  yName: string;
  range?: [number, number];
  domains: readonly string[];
  looks: readonly Look[];
  of: (look: Look, domain: number) => number | null | undefined;
  more?: LineSeries[];
  marker: number;
  frameRef: Ref<HTMLDivElement>;
}) {
  return (
    <Lines
      name={name}
      x={looks.map(({ epoch }) => epoch)}
      xName="epoch"
      yName={yName}
      series={[...linesOf(domains, (d) => looks.map((look) => of(look, d) ?? null)), ...more]}
      marker={marker}
      frameRef={frameRef}
      {...(range && { range })}
    />
  );
}
