interface Options {
  isolated?: boolean;
  folder?: string;
  settled?: number;
}
export function serve(port: number, attempts?: number, options?: Options): Promise<{ address: string; close: () => void }>;
