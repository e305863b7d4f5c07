import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { arrive } from './store/store';
import { apply } from './theme/theme';
import './theme/theme.css';

apply();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
void arrive();
