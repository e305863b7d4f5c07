import { useApp } from '../store/use-app';

/** What each part of the model holds, and what it costs. */
export function PartsTable() {
  const { preview } = useApp();
  if (!preview) return null;
  const { parts, total, backbone } = preview.parameters;
  const count = (value: number) => value.toLocaleString('en');
  return (
    <table>
      <caption className="hidden">Parameters and cost by part</caption>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col" className="number">
            Parameters
          </th>
          <th scope="col" className="number" title="Multiplications and additions to predict one row; training takes about three times as many">
            Multiply-adds a row
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ part, parameters, cost }) => (
          <tr key={part}>
            <th scope="row">{part}</th>
            <td className="number">{count(parameters)}</td>
            <td className="number">{part === 'embeddings' ? 'looked up' : count(cost)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">all</th>
          <td className="number">{count(total)}</td>
          <td className="number">{count(preview.parameters.cost)}</td>
        </tr>
        <tr>
          <th scope="row">the backbone alone</th>
          <td className="number">{count(backbone.parameters)}</td>
          <td className="number">{count(backbone.cost)}</td>
        </tr>
      </tbody>
    </table>
  );
}
