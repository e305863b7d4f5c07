import { createContext } from 'react';

/** What a saved figure says below itself; `CaptionOf` states it for the figures within it. A file of its own, since every figure reads it. */
export const CaptionContext = createContext<string | undefined>(undefined);
