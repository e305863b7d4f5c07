import type { Entry } from './layout';

type Init = Entry['init'];

export const constant =
  (value: number): Init =>
  (values) => {
    values.fill(value);
  };

/** PyTorch's default for a linear layer's weight and bias: uniform in ±1/sqrt(inputs). */
export const uniformByInputs = (inputs: number): Init => {
  const bound = 1 / Math.sqrt(inputs);
  return (values, random) => {
    for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * bound;
  };
};

export const normal =
  (deviation: number): Init =>
  (values, random) => {
    for (let i = 0; i < values.length; i++) values[i] = random.normal() * deviation;
  };
