import { denseColumn } from '../../../config/complete';
import { type DenseFieldConfig, SCALES } from '../../../config/run-config';
import { SCALE_TEXTS } from '../../../config/settings/dense-field';
import { Fold } from '../../parts/shown-fields';
import { Table } from '../../parts/Table';
import { useParts } from '../../store/use-app';

type Stated = Exclude<DenseFieldConfig, string>;

/** How the numbers of each dense field are scaled, and whether those outside of the fitted range are clipped. */
export function DenseSettings() {
  const { roles, setRoles } = useParts('roles', 'setRoles');
  if (roles.dense.length === 0) return null;
  const change = (i: number, part: Partial<Stated>) =>
    setRoles((now) => ({ ...now, dense: now.dense.map((field, f) => (f === i ? withPart(field, part) : field)) }));
  return (
    <Fold summary="Dense fields: scale, clipping">
      <Table
        caption="Dense fields"
        shape="short"
        columns={['Field', 'Scaled to', 'Clipped to the fitted range']}
        rows={roles.dense.map((field, i) => {
          const { column, scale = 'min-max', clip = true } = typeof field === 'string' ? { column: field } : field;
          return {
            key: column,
            cells: [
              column,
              <select
                key="scale"
                aria-label={`Scale of ${column}`}
                value={scale}
                onChange={({ target: { value } }) => change(i, { scale: value as Stated['scale'] })}
              >
                {SCALES.map((each) => (
                  <option key={each} value={each}>
                    {SCALE_TEXTS[each]}
                  </option>
                ))}
              </select>,
              <input
                key="clip"
                type="checkbox"
                aria-label={`Clip ${column}`}
                // By rank nothing lies outside.
                disabled={scale === 'quantiles'}
                checked={clip}
                onChange={({ target: { checked } }) => change(i, { clip: checked })}
              />,
            ],
          };
        })}
      />
    </Fold>
  );
}

/** A field with a part changed; what is as usual is left out, and a column's name alone is enough where nothing else is stated. */
function withPart(field: DenseFieldConfig, part: Partial<Stated>): DenseFieldConfig {
  const { scale, clip } = { ...(typeof field === 'string' ? {} : field), ...part };
  const stated = { ...(scale !== undefined && scale !== 'min-max' && { scale }), ...(clip === false && { clip }) };
  const column = denseColumn(field);
  return Object.keys(stated).length === 0 ? column : { column, ...stated };
}
