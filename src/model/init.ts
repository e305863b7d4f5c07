import type { Entry } from './layout';

type Init = Entry['init'];

export const constant =
  (value: number): Init =>
  (values) => {
    values.fill(value);
  };

const uniform =
  (bound: number): Init =>
  (values, random) => {
    for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * bound;
  };

/** PyTorch's default for a linear layer's weight and bias: uniform in ±1/sqrt(inputs). */
export const uniformByInputs = (inputs: number): Init => uniform(1 / Math.sqrt(inputs));

/** Uniform in ±sqrt(6 / (rows + columns)) (Glorot & Bengio, AISTATS 2010). */
export const xavier = (rows: number, columns: number): Init => uniform(Math.sqrt(6 / (rows + columns)));

export const normal =
  (deviation: number): Init =>
  (values, random) => {
    for (let i = 0; i < values.length; i++) values[i] = random.normal() * deviation;
  };
