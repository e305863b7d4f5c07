import { offer } from '../wire/offer';
import { WorkerSession } from './worker-session';

offer(new WorkerSession());
