import { offer } from '../wire/offer';
import { openRooms } from './rooms';

offer(openRooms());
